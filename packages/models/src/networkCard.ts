/** A quantity that a network predicts. */
export interface PredictedQuantity {
  /** As `prediction.values`, or `prediction.tensors`, names it. */
  readonly name: string;
  /** In words: `bulk modulus (Voigt–Reuss–Hill)`. */
  readonly quantity: string;
  /** `1` for a number without a unit. */
  readonly unit: string;
  /** Kind of the tensor; absent for a number. */
  readonly tensor?: string;
  /** Whether the decimal logarithm was learned; the prediction is the value itself. */
  readonly log10: boolean;
}

/** A public data set that a network was trained on. */
export interface DataSource {
  readonly name: string;
  /** Records in its parts train and val. */
  readonly records: number;
  /** Where the values come from. */
  readonly source: string;
  /** Who put the data set together and publishes it. */
  readonly publisher: string;
  readonly licence: string;
}

/** How far a model was from what is true, on crystals that it was not trained on. */
export interface ModelErrors {
  /** `network …` for the network of the card, else a simpler model that was trained on the same records. */
  readonly name: string;
  /** Mean absolute error in the unit of the quantity; of a tensor the mean Frobenius norm of the difference. */
  readonly mae: number;
  readonly rmse?: number;
  readonly r2?: number;
  /** Mean absolute error of the decimal logarithm, where that was learned. */
  readonly maeLog10?: number;
}

/** Errors on one set of crystals. */
export interface ErrorsOnRecords {
  /** Which crystals, in words, and what is to be known of them. */
  readonly what: string;
  readonly records: number;
  /** Numbers of space groups that were held out; absent for a part with groups of all kinds. */
  readonly groups?: readonly number[];
  /** Training records and epochs of the networks that were measured so, where it is not the network itself. */
  readonly trained?: number;
  readonly epochs?: number;
  /** The quantities, and numbers that follow from predicted tensors. */
  readonly targets: readonly {
    readonly name: string;
    readonly unit: string;
    /** The network first. */
    readonly models: readonly ModelErrors[];
  }[];
}

/** A crystal of which the prediction is recorded. */
export interface ReferencePrediction {
  /** Of the file in the folder `examples` of the repository, without its ending. */
  readonly crystal: string;
  readonly formula: string;
  readonly novelty: number;
  /** By quantity, of the packaged file; of tensors the numbers that follow from them. */
  readonly values: Readonly<Record<string, number>>;
  /** By quantity, of the packaged file, in the Cartesian frame of the file of the crystal; absent without tensors. */
  readonly tensors?: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** The same, of the network before its weights were rounded to 16 bits. */
  readonly unrounded: Readonly<Record<string, number>>;
}

/** What is to be known of a packaged network before it is used. */
export interface NetworkCard {
  readonly name: string;
  readonly title: string;
  /** `network` predicts properties; `encoder` is a part of networks, which `cft train --encoder` uses. */
  readonly kind: 'network' | 'encoder';
  readonly predicts: readonly PredictedQuantity[];
  /** What it must not be used for, and what is known to be weak; one sentence each. */
  readonly limits: readonly string[];
  /** Size of the file. */
  readonly bytes: number;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
  readonly data: {
    readonly sources: readonly DataSource[];
    /** How records were divided, and what was done so that no crystal is in two parts. */
    readonly split: string;
    /** Records of each part. */
    readonly parts: Readonly<Record<string, number>>;
    /** SHA-256 of the records, as `cft` computes it. */
    readonly hash: string;
  };
  /** On the val part, by which the epoch was chosen. */
  readonly errors: ErrorsOnRecords;
  /** On space groups that were held out of the training; the same settings were trained again for it. */
  readonly heldOut?: ErrorsOnRecords;
  /** Symbols of the elements that it was trained on, by their number. */
  readonly elements: readonly string[];
  /** Numbers of the space groups that it was trained on. */
  readonly groups: readonly number[];
  readonly training: {
    /** The command that trains it, with DATA for the folder of the data sets. */
    readonly command: string;
    readonly variant: string;
    readonly epochs: number;
    readonly seed: number;
    /** Numbers that were learned. */
    readonly weights: number;
    /** ISO 8601, the day. */
    readonly date: string;
    readonly backend: string;
    readonly versions: Readonly<Record<string, string>>;
  };
  /** By quantity, in its unit: what the rounding of the weights to 16 bits changes in predictions of the val part; of tensors the norm. */
  readonly rounding: Readonly<Record<string, { readonly mean: number; readonly largest: number }>>;
  readonly references: readonly ReferencePrediction[];
}
