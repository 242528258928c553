import { type FormEvent, type ReactElement, useId, useState } from 'react';

/** A field for the text of a structure file. */
export function PasteText({ onText }: { readonly onText: (text: string) => void }): ReactElement {
  const [text, setText] = useState('');
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onText(text);
  };
  return (
    <form className="field crystal-paste" onSubmit={submit}>
      <label htmlFor={id}>Text of a structure file</label>
      <textarea
        id={id}
        rows={8}
        className="mono"
        spellCheck={false}
        autoComplete="off"
        // The field was asked for just now.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <button type="submit" className="button" disabled={text.trim() === ''}>
          Read
        </button>
      </div>
    </form>
  );
}
