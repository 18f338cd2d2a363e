// SPDX-License-Identifier: EUPL-1.2
import { spoken } from '../announce';

/** The one live region of the page. */
export function Live() {
  return (
    <p class="unseen" role="status" aria-live="polite">
      {spoken.value}
    </p>
  );
}
