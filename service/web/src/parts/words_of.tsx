// SPDX-License-Identifier: EUPL-1.2
import type { Text } from '../api';
import { textIn } from '../words';

/** An instrument's or catalogue's text; one that lacks the reader's language says which it is in. */
export function WordsOf({ text }: { text: Text }) {
  const { words, lang } = textIn(text);
  return lang ? <span lang={lang}>{words}</span> : <>{words}</>;
}

/** The same with its paragraphs. */
export function ParagraphsOf({ text }: { text: Text }) {
  const { words, lang } = textIn(text);
  return (
    <>
      {words
        .split('\n')
        .filter(Boolean)
        .map((paragraph) => (
          <p lang={lang}>{paragraph}</p>
        ))}
    </>
  );
}
