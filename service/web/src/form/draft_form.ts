// SPDX-License-Identifier: EUPL-1.2
import type { ReadonlySignal, Signal } from '@preact/signals';
import { computed, effect, signal } from '@preact/signals';
import { announce } from '../announce';
import type { Assessment, Instrument, Problem, Result } from '../api';
import type { Content, Entries, Entry } from '../drafts';
import { allFromService, isAnswered, nothing, sameContent, sortOthers, stillPending, timeOfEdit } from '../drafts';
import { DraftKeeper } from '../local_drafts';
import { signedOut } from '../session';
import type { Step } from '../undo';
import { addStep, takeStep } from '../undo';
import { plural, t } from '../words';
import { isEntered, itemName } from './items';
import type { KeptDraft } from './kept';
import { forget, keptName, leftBehind } from './kept';
import type { Saved } from './saving';
import { save, saveOnLeaving } from './saving';

export type Status = 'saved' | 'saving' | 'waiting' | 'offline' | 'signed_out' | 'refused';

const saveAfterMs = 600;
const retryMs = [2000, 5000, 10_000, 30_000];

/** One open assessment: what is entered, what waits to be saved, and what others did meanwhile. */
export class DraftForm {
  readonly editor: string = crypto.randomUUID();
  readonly status = signal<Status>('saved');
  readonly problem = signal<Problem | null>(null);
  readonly steps = signal<Step[]>([]);
  readonly contested = signal<Entries>({});
  readonly byOthers = signal<ReadonlySet<string>>(new Set());
  readonly changedHere = signal<ReadonlySet<string>>(new Set());
  readonly result: Signal<Result>;
  /** Items an instrument's own condition rules out: they need no response. */
  readonly ruledOut: ReadonlySignal<ReadonlySet<string>>;
  readonly progress: ReadonlySignal<{ answered: number; all: number; notKnown: number }>;
  revision: number;

  private readonly entries = new Map<string, Signal<Entry>>();
  private pending: Entries = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private failures = 0;
  private readonly keeper: DraftKeeper;

  constructor(
    readonly assessment: Assessment,
    readonly instrument: Instrument,
  ) {
    const service = allFromService(assessment.responses);
    for (const item of instrument.items) this.entries.set(item.id, signal(service[item.id] ?? nothing));
    this.revision = assessment.revision;
    this.result = signal(assessment.result);
    this.keeper = new DraftKeeper(keptName(assessment.id, this.editor));
    this.ruledOut = computed(
      () => new Set(this.result.value.trace.filter((line) => !line.applicable).map((line) => line.item)),
    );
    this.progress = computed(() => this.count(instrument.items.map((item) => item.id)));
    effect(() => {
      if (!signedOut.value && this.hasPending()) this.saveSoon(0);
    });
  }

  entry(item: string): Signal<Entry> {
    return this.entries.get(item)!;
  }

  count(items: string[]): { answered: number; all: number; notKnown: number } {
    const held = items
      .filter((item) => isEntered(this.instrument, item) && !this.ruledOut.value.has(item))
      .map((item) => this.entry(item).value);
    return {
      answered: held.filter(isAnswered).length,
      all: held.length,
      notKnown: held.filter((entry) => entry.missing === 'not_known').length,
    };
  }

  hasPending(): boolean {
    return Object.keys(this.pending).length > 0 || this.running !== null;
  }

  edit(item: string, kind: Step['kind'], change: Partial<Content>): void {
    const before = this.entry(item).value;
    if (sameContent(before, { ...before, ...change })) return;
    this.steps.value = addStep(this.steps.value, { item, kind, before, at: Date.now() });
    this.put(item, { ...before, ...change });
  }

  /** Takes back the last step and says which item it was. */
  undo(): string | undefined {
    const { step, rest } = takeStep(this.steps.value);
    if (!step) return undefined;
    this.steps.value = rest;
    this.put(step.item, { ...this.entry(step.item).value, ...step.before });
    announce(t('undone', { item: itemName(this.instrument, step.item) }));
    return step.item;
  }

  /** Ends a conflict: my words stand, or theirs do. */
  settle(item: string, whose: 'mine' | 'theirs'): void {
    const theirs = this.contested.value[item];
    if (!theirs) return;
    const { [item]: _settled, ...left } = this.contested.value;
    this.contested.value = left;
    if (whose === 'mine') this.put(item, this.entry(item).value, theirs.at);
    else {
      this.entry(item).value = theirs;
      this.keep();
    }
  }

  private put(item: string, entry: Content, after = ''): void {
    const before = this.entry(item).value.at;
    const next: Entry = {
      rating: entry.rating,
      missing: entry.missing,
      evidence: entry.evidence,
      sources: entry.sources,
      at: timeOfEdit(Date.now(), before > after ? before : after),
      editor: this.editor,
    };
    this.entry(item).value = next;
    this.changedHere.value = new Set(this.changedHere.value).add(item);
    if (!this.contested.value[item]) this.pending = { ...this.pending, [item]: next };
    this.keep();
    if (this.status.value !== 'offline' && this.status.value !== 'signed_out') this.status.value = 'waiting';
    this.saveSoon(saveAfterMs);
  }

  private keep(): void {
    const contested: Entries = Object.fromEntries(
      Object.keys(this.contested.value).map((item) => [item, this.entry(item).value]),
    );
    const kept: KeptDraft = { revision: this.revision, editor: this.editor, entries: this.pending, contested };
    const empty = Object.keys(this.pending).length === 0 && Object.keys(contested).length === 0;
    this.keeper.keep(empty ? null : kept);
  }

  private saveSoon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  /** Saves all that waits; afterwards nothing does, or status says why. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (Object.keys(this.pending).length === 0 || signedOut.value) return this.rest();
    this.running = this.saveNow(this.pending);
    await this.running.finally(() => (this.running = null));
    if (Object.keys(this.pending).length === 0) this.rest();
    else if (this.failures === 0 && this.status.value !== 'refused') await this.flush();
  }

  private rest(): void {
    if (signedOut.value && Object.keys(this.pending).length > 0) this.status.value = 'signed_out';
    else if (Object.keys(this.pending).length === 0) this.status.value = 'saved';
  }

  private async saveNow(sent: Entries): Promise<void> {
    if (this.status.value === 'waiting' || this.status.value === 'saved') this.status.value = 'saving';
    this.take(await save({ assessment: this.assessment.id, revision: this.revision, editor: this.editor }, sent), sent);
    this.keep();
  }

  private take(saved: Saved, sent: Entries): void {
    if (saved.kind === 'failed') return this.failed(saved.problem);
    this.failures = 0;
    this.problem.value = null;
    if (this.status.value === 'offline') announce(t('net_back'));
    this.revision = saved.revision;
    if (saved.kind === 'saved') {
      this.pending = stillPending(this.pending, sent);
      this.result.value = saved.result;
    }
    this.receive(saved.others);
    if (this.status.value !== 'refused') this.status.value = 'saving';
  }

  /** Others' changes: what I have not saved of the same items is contested, the rest is taken over and shown. */
  private receive(others: Entries): void {
    const { clashes, taken } = sortOthers(others, this.pending, this.contested.value);
    this.pending = Object.fromEntries(Object.entries(this.pending).filter(([item]) => !others[item]));
    const fresh = Object.keys(clashes).filter((item) => !this.contested.value[item]).length;
    this.contested.value = { ...this.contested.value, ...clashes };
    const items = Object.keys(taken).filter((item) => this.entries.has(item));
    for (const item of items) this.entry(item).value = taken[item]!;
    this.byOthers.value = new Set([...this.byOthers.value, ...items]);
    if (fresh > 0) announce(plural('contested', fresh));
    else if (items.length > 0) announce(plural('others_changed', items.length));
  }

  private failed(problem: Problem): void {
    const before = this.status.value;
    this.problem.value = problem;
    if (problem.status === 401) {
      this.status.value = 'signed_out';
      return;
    }
    const passing = problem.status === 0 || problem.status >= 500 || problem.status === 429;
    this.status.value = passing ? 'offline' : 'refused';
    this.failures += 1;
    if (before !== this.status.value) announce(t(passing ? 'net_gone' : 'save_refused'));
    if (passing) this.saveSoon(retryMs[Math.min(this.failures, retryMs.length) - 1]!);
  }

  /** Brings back what an earlier form of this assessment could not save, as that form would have saved it. */
  async restore(): Promise<void> {
    const service = allFromService(this.assessment.responses);
    const { drafts, contested, names } = await leftBehind(this.assessment.id, service);
    const entries: Entries = Object.assign({}, contested, ...drafts.map((draft) => draft.entries));
    const items = Object.keys(entries).filter((item) => this.entries.has(item));
    if (items.length === 0) return forget(names);
    for (const item of items) this.entry(item).value = entries[item]!;
    this.changedHere.value = new Set([...this.changedHere.value, ...items]);
    this.contested.value = Object.fromEntries(Object.keys(contested).map((item) => [item, service[item] ?? nothing]));
    announce(plural('restored', items.length));
    for (const draft of drafts) await this.sendAs(draft);
    this.keep();
    if (Object.keys(this.pending).length > 0) this.saveSoon(retryMs[0]!);
    else this.rest();
    await this.keeper.written();
    await forget(names);
  }

  private async sendAs(draft: KeptDraft): Promise<void> {
    this.status.value = 'saving';
    const saved = await save(
      { assessment: this.assessment.id, revision: draft.revision, editor: draft.editor },
      draft.entries,
    );
    if (saved.kind !== 'saved') this.pending = { ...this.pending, ...draft.entries };
    this.take(saved, draft.entries);
  }

  /** The page is closing: everything that has not been acknowledged is sent once more. */
  leave(): void {
    if (Object.keys(this.pending).length === 0) return;
    saveOnLeaving({ assessment: this.assessment.id, revision: this.revision, editor: this.editor }, this.pending);
  }

  /** The net is back or the reader asks: try at once. */
  tryAgain(): void {
    this.failures = 0;
    if (this.status.value === 'refused') this.status.value = 'waiting';
    this.saveSoon(0);
  }
}
