/**
 * How much a {@link Diagnostic} matters: `repair`, the file was changed to be read; `note`, true and worth knowing, nothing was
 * changed; `warning`, the result may not be what is wanted.
 */
export type Severity = 'repair' | 'note' | 'warning';

/** What a {@link Diagnostic} is about; stable, meant for `switch`. */
export type DiagnosticCode =
  // Text of the file.
  /** The bytes are not UTF-8, and another encoding was taken. */
  | 'encoding-guessed'
  /** A data name has no value, which was read as unknown. */
  | 'value-missing'
  /** A value lacks its quotes, or one of them. */
  | 'quotes-missing'
  /** White space is missing between two values. */
  | 'separator-missing'
  /** Text that is no value was left out: words before the first data block, padding at the end, a loop that is not complete. */
  | 'text-left-out'
  /** The file has no `data_` line; its data names were read as one data block. */
  | 'block-unnamed'
  /** A data name is misspelt, and was read as the one that is meant. */
  | 'name-corrected'
  /** A loop has no values. */
  | 'loop-empty'
  /** A data name stands twice with the same value. */
  | 'item-repeated'
  /** Two data blocks have the same name. */
  | 'block-name-repeated'
  /** NaN or infinity, which JSON does not have, was read as missing. */
  | 'number-not-finite'
  /** A number is written as a fraction, with a decimal comma or a unit, and was read all the same. */
  | 'number-mended'
  /** The program that wrote the file was interrupted; the last complete step was read. */
  | 'run-interrupted'
  /** A result of a calculation cannot be read as a number, and is missing. */
  | 'value-unreadable'
  /** A record of a data set has no usable value of a target. */
  | 'target-missing'
  /** A part of the file – a data block, a frame, an entry – could not be read; the others were. */
  | 'record-refused'
  /** A part of the file has the fields of a structure but no atoms; it is not among the structures. */
  | 'record-empty'
  // Cell.
  /** An angle of the cell is not given, and was read as 90°. */
  | 'angle-assumed'
  /** The declared volume is not that of the cell. */
  | 'volume-conflict'
  /** The cell is so large that its lengths cannot be in Å. */
  | 'cell-empty'
  // Positions.
  /** Fractional coordinates are far outside of the cell, as Cartesian ones would be. */
  | 'coordinates-outside'
  /** It is not said whether coordinates are direct or Cartesian; they were read as direct. */
  | 'coordinates-assumed-direct'
  /** Rounded coordinates were replaced by fractions, as asked for. */
  | 'coordinates-snapped'
  /** A coordinate `.` was read as 0, as some databases write it. */
  | 'coordinate-zero'
  /** A site was moved onto a special position. */
  | 'site-moved'
  // Sites.
  /** A row is no atom: a dummy, a vacancy, all unknown, or without coordinates and not in the formula. */
  | 'site-left-out'
  /** Two rows are the same atom; one was left out. */
  | 'site-repeated'
  /** An element was taken from a label, a comment or the name of a molecule. */
  | 'species-guessed'
  /** Occupancies add up to a little more than 1, and were scaled. */
  | 'occupancy-scaled'
  // Content.
  /** Sites are shared or not full; training and prediction take ordered crystals only. */
  | 'partial-occupancy'
  /** Alternatives of a disordered structure are all in the structure. */
  | 'disorder-kept'
  /** Atoms without coordinates, such as attached hydrogen, are not in the structure. */
  | 'atoms-missing'
  /** The file has magnetic moments, which are not in the structure. */
  | 'moments-ignored'
  /** The declared formula is not that of the atoms. */
  | 'formula-conflict'
  /** The number of formula units, the density or F(000) is not that of the atoms. */
  | 'content-conflict'
  /** Two sites are nearer to each other than atoms can be. */
  | 'short-distance'
  // Symmetry.
  /** No space group is declared; P 1 was taken. */
  | 'symmetry-missing'
  /** A declaration of the space group disagrees with the group that was used. */
  | 'symmetry-conflict'
  /** A declared multiplicity disagrees with the operations. */
  | 'multiplicity-conflict'
  /** A symmetry operation was read without what stands around it: its number, a comma at the end. */
  | 'operation-mended'
  /** The declaration leaves several settings open; the atoms decided. */
  | 'setting-guessed'
  /** The atoms have another space group than the one that the file declares. */
  | 'group-differs'
  /** No group was consistent within the tolerance that was asked for; a smaller one was used. */
  | 'tolerance-reduced';

/**
 * What a reader or the standardisation has to say of a crystal that is used all the same; what makes it unusable is a `DataError`.
 * Plain data. Code branches on `code`, never on the wording.
 */
export interface Diagnostic<Code extends string = DiagnosticCode> {
  readonly severity: Severity;
  readonly code: Code;
  /** One line, without its place: what the file says, and what was made of it. */
  readonly message: string;
  /** Line of the file, from 1. */
  readonly line?: number | undefined;
  /** Data name of a CIF, property of a JSON file, field of a record. */
  readonly tag?: string | undefined;
  /** Data block, frame, record number or identifier. */
  readonly record?: string | number | undefined;
}

/** The line that people see: the message, with the line of the file in front where it is known. */
export const diagnosticText = ({ line, message }: Pick<Diagnostic<string>, 'line' | 'message'>): string =>
  line === undefined ? message : `line ${line}: ${message}`;
