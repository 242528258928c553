// Made by tools/pretrained/networks.mjs from the cards in weights.
import type { NetworkCard } from './networkCard.js';

/** A card, and where the file is that it describes: an address that bundlers understand, which must stand there as a whole. */
interface PackagedNetwork {
  readonly card: NetworkCard;
  readonly url: () => URL;
}

export const NETWORKS: readonly PackagedNetwork[] = [
  {
    card: {
      name: 'orbit-distance',
      title: 'Distance of orbits',
      kind: 'encoder',
      predicts: [
        {
          name: 'orbit_distance',
          quantity: 'smallest distance of a point from all points of an orbit, for any group and cell',
          unit: 'Å',
          log10: false,
        },
      ],
      limits: [
        'It is a part of networks, and does not predict properties: `cft train --variant fourier --encoder pretrained` uses it.',
      ],
      bytes: 16946,
      sha256: 'ccdd807b355ca72d558d51b60bdba01aa9af67f1173fa14c946f50fa3c71a8f0',
      data: {
        sources: [
          {
            name: 'random cells, groups and points',
            records: 4000000,
            source: 'exact distances, computed',
            publisher: 'this project',
            licence: 'MIT',
          },
        ],
        split: 'Thirty space groups of all crystal systems were left out of the training.',
        parts: { train: 4000000 },
        hash: '',
      },
      errors: {
        what: 'pairs that the training did not have, of the groups that it had',
        records: 32000,
        targets: [{ name: 'orbit_distance', unit: 'Å', models: [{ name: 'encoder, metric', mae: 0.02431 }] }],
      },
      heldOut: {
        what: 'pairs of the space groups that were left out of the training',
        records: 4800,
        groups: [
          2, 4, 9, 14, 19, 30, 43, 57, 62, 68, 74, 79, 88, 92, 99, 114, 122, 130, 141, 146, 155, 167, 172, 182, 190,
          194, 198, 216, 221, 227,
        ],
        targets: [{ name: 'orbit_distance', unit: 'Å', models: [{ name: 'encoder, metric', mae: 0.02245 }] }],
      },
      elements: [],
      groups: [
        1, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 31, 32, 33, 34, 35,
        36, 37, 38, 39, 40, 41, 42, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 58, 59, 60, 61, 63, 64, 65, 66,
        67, 69, 70, 71, 72, 73, 75, 76, 77, 78, 80, 81, 82, 83, 84, 85, 86, 87, 89, 90, 91, 93, 94, 95, 96, 97, 98, 100,
        101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 115, 116, 117, 118, 119, 120, 121, 123, 124,
        125, 126, 127, 128, 129, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 142, 143, 144, 145, 147, 148, 149,
        150, 151, 152, 153, 154, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 168, 169, 170, 171, 173, 174,
        175, 176, 177, 178, 179, 180, 181, 183, 184, 185, 186, 187, 188, 189, 191, 192, 193, 195, 196, 197, 199, 200,
        201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 217, 218, 219, 220, 222, 223, 224,
        225, 226, 228, 229, 230,
      ],
      training: {
        command: 'cft pretrain --seed 1 --pairs 4000000',
        variant: 'metric',
        epochs: 1,
        seed: 1,
        weights: 7873,
        date: '2026-11-30',
        backend: 'tensorflow 4.22.0',
        versions: {},
      },
      rounding: {},
      references: [],
    },
    url: () => new URL('../weights/orbit-distance.safetensors', import.meta.url),
  },
];
