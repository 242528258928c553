import { type TensorForm, tensorEntryText } from '@crystal-fourier/spacegroups/tensors';
import type { ReactElement } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import { textParts } from './tensorWords.js';

/** The matrix with the letters of its components. */
export function TensorLetters({ form, label }: { readonly form: TensorForm; readonly label: string }): ReactElement {
  return (
    <TableScroll label={label}>
      <table className="tensors-letters">
        <tbody>
          {form.entries.map((row, r) => (
            <tr key={r}>
              {row.map((terms, c) => (
                <td key={c} className={terms.length === 0 ? 'tensors-nothing' : undefined}>
                  <ComponentText text={terms.length === 0 ? '0' : tensorEntryText(terms)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** `(c11−c12)/2` with indices below the letters. */
export function ComponentText({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {textParts(text).map(({ letter, indices, plain }, i) =>
        letter === undefined ? (
          plain
        ) : (
          <span key={i}>
            <i>{letter}</i>
            <sub>{indices}</sub>
          </span>
        ),
      )}
    </>
  );
}
