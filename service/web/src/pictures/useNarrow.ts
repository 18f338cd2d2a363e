// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from 'preact/hooks';

const query = matchMedia('(max-width: 600px)');

/** True on a phone: pictures have a second layout, so that their text stays readable. */
export function useNarrow() {
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const changed = () => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return narrow;
}
