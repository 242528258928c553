import { Component, type ReactNode } from 'react';
import { Notice } from '../ui/Notice.js';

interface Props {
  /** Another key is another page: its error is forgotten. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
  readonly key: string;
}

/** Keeps the rest of the page alive when a part of it fails. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, key: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ resetKey }: Props, { key }: State): Partial<State> | null {
    return key === resetKey ? null : { error: null, key: resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Notice kind="error" title="This part of the page failed.">
        <p>{error.message}</p>
        <div className="row">
          <button type="button" className="button" onClick={() => this.setState({ error: null })}>
            Try again
          </button>
          {/* A part whose files could not be loaded stays so until then. */}
          <button type="button" className="button button-quiet" onClick={() => location.reload()}>
            Reload the page
          </button>
        </div>
      </Notice>
    );
  }
}
