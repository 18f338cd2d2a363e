// SPDX-License-Identifier: EUPL-1.2
import type { Instrument } from '../api';
import type { Draft } from '../drafts';
import { lacksEvidence, type Factor } from '../factors';
import { say, t, textOf } from '../words';
import { ItemRow } from './ItemRow';

interface Props {
  factor: Factor;
  instrument: Instrument;
  draft: Draft;
  readOnly: boolean;
  onDigit: (item: string) => void;
}

/** A factor: its name and definition, then risk and protection, each rated on its own evidence. */
export function FactorBox({ factor, instrument, draft, readOnly, onDigit }: Props) {
  const first = factor.poles[0];
  const name = textOf(first.text);
  const definition = textOf(first.definition);
  const heading = first.factor !== 'none';
  const asks = first.ask_about ?? [];
  return (
    <article class="factor">
      {heading && (
        <h3 lang={name.lang}>
          <span class="number">{factor.id}</span> {name.words}
        </h3>
      )}
      {definition.words && (
        <details class="definition">
          <summary>{t('definition')}</summary>
          <p lang={definition.lang}>{definition.words}</p>
          {asks.length > 0 && (
            <ul lang={definition.lang}>
              {asks.map((one) => (
                <li>{say(one)}</li>
              ))}
            </ul>
          )}
          {say(first.not_applicable_when) && (
            <p>
              {t('not_applicable_when')} <span lang={textOf(first.not_applicable_when).lang}>{say(first.not_applicable_when)}</span>
            </p>
          )}
        </details>
      )}
      {factor.poles.map((item) => (
        <ItemRow item={item} draft={draft} answer={draft.answer(item.id)} lacking={lacksEvidence(instrument, draft.answers, item.id)} readOnly={readOnly} onDigit={onDigit} />
      ))}
    </article>
  );
}
