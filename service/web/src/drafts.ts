// SPDX-License-Identifier: EUPL-1.2
// A draft that loses nothing: every edit is kept in memory, in the encrypted local store and, 600 ms later, in the service.
// Conflicts are judged per item. Pure of the page: it is given its sender, store and clock.
import type { DraftResponse, Schemas } from './api';

export interface Answer {
  rating: number | null;
  missing: Schemas['Missing'];
  evidence: string;
  sources: string[];
  at: string;
}
export type Answers = Record<string, Answer>;
export type SaveState = 'saved' | 'saving' | 'waiting' | 'offline' | 'signed_out' | 'refused';

export const unanswered: Answer = { rating: null, missing: 'unanswered', evidence: '', sources: [], at: '' };

export const fromService = (kept: DraftResponse): Answer => ({
  rating: kept.rating ?? null,
  missing: kept.missing ?? 'unanswered',
  evidence: kept.evidence ?? '',
  sources: kept.sources ?? [],
  at: kept.at ?? '',
});

export const sameAnswer = (a: Answer, b: Answer) =>
  a.rating === b.rating && (a.rating !== null || a.missing === b.missing) && a.evidence === b.evidence && a.sources.join() === b.sources.join();

/** What a PATCH says of one item. */
export const toChange = (answer: Answer): Schemas['ResponseChange'] =>
  ({
    ...(answer.rating === null ? { missing: answer.missing } : { rating: answer.rating }),
    evidence: answer.evidence,
    sources: answer.sources,
    at: answer.at,
  }) as Schemas['ResponseChange'];

/** The local items that are newer than the service's and differ from them. */
export function newerThan(local: Answers, service: Answers): Answers {
  return Object.fromEntries(
    Object.entries(local).filter(([item, answer]) => {
      const theirs = service[item] ?? unanswered;
      return answer.at > theirs.at && !sameAnswer(answer, theirs);
    }),
  );
}

export interface Sent {
  status: number; // 0: no answer came
  revision?: number;
  others?: Record<string, DraftResponse>;
  result?: Schemas['Result'];
  faults?: { field: string; reason: string }[];
}
export interface Ports {
  send(changes: Record<string, Schemas['ResponseChange']>, revision: number, leaving: boolean): Promise<Sent>;
  keep(pending: Answers): Promise<void>;
  changed(): void;
  told(event: 'others' | 'conflict' | 'offline' | 'online' | 'signed_out' | 'refused'): void;
  now?(): string;
}

export class Draft {
  answers: Answers;
  pending: Answers = {};
  /** Items that another editor changed too: theirs beside ours, until the assessor chooses. */
  contested: Answers = {};
  refused: { field: string; reason: string }[] = [];
  state: SaveState = 'saved';
  result: Schemas['Result'] | undefined;
  private undoable: { item: string; before: Answer }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending = false;
  private keeping: Promise<void> | null = null;
  private keepAgain = false;
  private delay = 0;

  constructor(
    answers: Answers,
    public revision: number,
    private ports: Ports,
  ) {
    this.answers = { ...answers };
  }

  answer(item: string): Answer {
    return this.answers[item] ?? unanswered;
  }

  get undoCount() {
    return this.undoable.length;
  }

  edit(item: string, change: Partial<Answer>, typing = false) {
    const before = this.answer(item);
    const last = this.undoable.at(-1);
    if (!(typing && last?.item === item && last.before.evidence !== before.evidence)) this.undoable.push({ item, before });
    if (this.undoable.length > 50) this.undoable.shift();
    this.put(item, { ...before, ...change });
  }

  /** Takes the last change back; gives its item. */
  undo(): string | undefined {
    const last = this.undoable.pop();
    if (last) this.put(last.item, last.before);
    return last?.item;
  }

  /** Local items found at the start that are newer than the service's. */
  restore(local: Answers) {
    const newer = newerThan(local, this.answers);
    for (const [item, answer] of Object.entries(newer)) this.pending[item] = this.answers[item] = answer;
    if (Object.keys(newer).length > 0) this.schedule(0);
    this.ports.changed();
    return Object.keys(newer).length;
  }

  /** The assessor's choice for a contested item. */
  settle(item: string, mine: boolean) {
    const theirs = this.contested[item];
    delete this.contested[item];
    if (mine) this.put(item, this.answer(item));
    else if (theirs) {
      this.answers[item] = theirs;
      delete this.pending[item];
      void this.keepLocally();
      this.ports.changed();
    }
  }

  /** Tries at once: the net or the session is back. */
  retry() {
    this.delay = 0;
    this.schedule(0);
  }

  /** The page goes away: whatever is pending is sent once more by a request that outlives it. */
  leave() {
    const changes = this.unsettled();
    if (Object.keys(changes).length > 0) void this.ports.send(changes, this.revision, true);
  }

  /** Resolves when everything is saved or cannot be now. */
  async settled(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.sending) await new Promise((resolve) => setTimeout(resolve, 30));
    if (Object.keys(this.pending).length > 0) await this.flush();
    return Object.keys(this.pending).length === 0;
  }

  private put(item: string, answer: Answer) {
    const at = this.ports.now?.() ?? new Date().toISOString();
    this.pending[item] = this.answers[item] = { ...answer, at };
    this.state = this.state === 'saved' ? 'waiting' : this.state;
    this.schedule(600);
    void this.keepLocally();
    this.ports.changed();
  }

  private unsettled() {
    return Object.fromEntries(
      Object.entries(this.pending)
        .filter(([item]) => !(item in this.contested))
        .map(([item, answer]) => [item, toChange(answer)]),
    );
  }

  private schedule(ms: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), Math.max(ms, this.delay));
  }

  /** One write at a time; the last state wins, so that typing never runs ahead of the store. */
  private async keepLocally() {
    this.keepAgain = true;
    this.keeping ??= (async () => {
      while (this.keepAgain) {
        this.keepAgain = false;
        await this.ports.keep({ ...this.pending });
      }
      this.keeping = null;
    })();
    await this.keeping;
  }

  private async flush() {
    if (this.sending) return;
    const changes = this.unsettled();
    if (Object.keys(changes).length === 0) return;
    const sent = { ...this.pending };
    this.sending = true;
    this.state = 'saving';
    this.ports.changed();
    const answer = await this.ports.send(changes, this.revision, false);
    this.sending = false;
    this.take(answer, sent);
    void this.keepLocally();
    this.ports.changed();
  }

  private take(answer: Sent, sent: Answers) {
    if (answer.status === 200) this.saved(answer, sent);
    else if (answer.status === 412) this.conflict(answer);
    else if (answer.status === 401) this.become('signed_out');
    else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      this.refused = answer.faults ?? [];
      this.become('refused');
    } else {
      this.become('offline');
      this.delay = Math.min(this.delay === 0 ? 2000 : this.delay * 2, 15000);
      this.schedule(this.delay);
    }
  }

  private saved(answer: Sent, sent: Answers) {
    const wasOffline = this.state === 'offline' || this.delay > 0;
    this.delay = 0;
    this.refused = [];
    this.revision = answer.revision ?? this.revision;
    this.result = answer.result ?? this.result;
    for (const [item, answered] of Object.entries(sent)) if (this.pending[item]?.at === answered.at && !(item in this.contested)) delete this.pending[item];
    this.adopt(answer.others ?? {});
    this.state = Object.keys(this.pending).length === 0 ? 'saved' : 'waiting';
    if (this.state === 'waiting') this.schedule(600);
    if (wasOffline) this.ports.told('online');
  }

  private adopt(others: Record<string, DraftResponse>) {
    const fresh = Object.entries(others).filter(([item]) => !(item in this.pending));
    for (const [item, theirs] of fresh) this.answers[item] = fromService(theirs);
    if (fresh.length > 0) this.ports.told('others');
  }

  private conflict(answer: Sent) {
    this.revision = answer.revision ?? this.revision;
    for (const [item, kept] of Object.entries(answer.others ?? {})) {
      const theirs = fromService(kept);
      const mine = this.pending[item];
      if (!mine) this.answers[item] = theirs;
      else if (sameAnswer(mine, theirs)) delete this.pending[item];
      else this.contested[item] = theirs;
    }
    this.state = 'waiting';
    if (Object.keys(this.contested).length > 0) this.ports.told('conflict');
    this.schedule(0);
  }

  private become(state: 'offline' | 'signed_out' | 'refused') {
    if (this.state !== state) this.ports.told(state);
    this.state = state;
  }
}
