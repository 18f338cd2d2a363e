// SPDX-License-Identifier: EUPL-1.2
import type { Instrument } from '../api';
import { WordsOf } from './words_of';

/** An item by its factor's id and name, in a language the instrument has. */
export function ItemName({ instrument, id }: { instrument: Instrument; id: string }) {
  const item = instrument.items.find((one) => one.id === id);
  return item ? (
    <>
      {item.pole_of ?? item.id} <WordsOf text={item.text} />
    </>
  ) : (
    <>{id}</>
  );
}
