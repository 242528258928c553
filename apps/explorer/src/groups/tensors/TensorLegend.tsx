import type { TensorForm } from '@crystal-fourier/spacegroups/tensors';
import type { ReactElement, ReactNode } from 'react';
import { ComponentText } from './TensorLetters.js';
import { type TensorMark, tensorMarks } from './tensorMarks.js';
import { MarkShape } from './TensorPicture.js';

const LOOKS: readonly (readonly [look: TensorMark['look'], words: string])[] = [
  ['zero', 'zero'],
  ['same', 'a component'],
  ['opposite', 'minus what it is joined to'],
];

const drawn = (mark: Partial<TensorMark>): TensorMark => ({
  row: 0,
  column: 0,
  look: 'same',
  isDouble: false,
  text: '',
  ...mark,
});

/** What the marks in the pictures of some forms mean; only what occurs in them. */
export function TensorLegend({ forms }: { readonly forms: readonly TensorForm[] }): ReactElement {
  const pictures = forms.map(tensorMarks);
  const marks = pictures.flatMap((picture) => picture.marks);
  const sum = marks.find(({ look }) => look === 'sum');
  return (
    <ul className="tensors-legend small">
      {LOOKS.filter(([look]) => marks.some((mark) => mark.look === look)).map(([look, words]) => (
        <Item key={look} marks={[drawn({ look })]} words={words} />
      ))}
      {pictures.some(({ joins }) => joins.length > 0) && (
        <Item marks={[drawn({}), drawn({ column: 1 })]} words="equal" isJoined />
      )}
      {marks.some(({ isDouble }) => isDouble) && (
        <Item marks={[drawn({ isDouble: true })]} words="twice, or minus twice, what it is joined to" />
      )}
      {sum !== undefined && <Item marks={[drawn({ look: 'sum' })]} words={<ComponentText text={sum.text} />} />}
    </ul>
  );
}

function Item({
  marks,
  words,
  isJoined = false,
}: {
  readonly marks: readonly TensorMark[];
  readonly words: ReactNode;
  readonly isJoined?: boolean;
}): ReactElement {
  const width = 32 * marks.length;
  return (
    <li>
      <svg
        className="tensors-picture"
        viewBox={`22 22 ${width} 32`}
        width={0.75 * width}
        height={24}
        aria-hidden="true"
      >
        {isJoined && <line x1={38} y1={38} x2={70} y2={38} />}
        {marks.map((mark) => (
          <MarkShape key={mark.column} mark={mark} />
        ))}
      </svg>
      {words}
    </li>
  );
}
