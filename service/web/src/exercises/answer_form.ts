// SPDX-License-Identifier: EUPL-1.2
import type { Signal } from '@preact/signals';
import { computed, signal } from '@preact/signals';
import type { ExerciseTask, Instrument, Problem, Result } from '../api';
import { api, outcome, writing } from '../api';
import type { Said } from '../form/rated_item';
import { renewSession } from '../session';

export type AnswerStatus = 'saved' | 'saving' | 'waiting' | 'offline' | 'refused';
type Saying = { rating: number } | { missing: 'not_known' | 'not_applicable' | 'unanswered' };

const saveAfterMs = 600;
const retryMs = 5000;
const nothing: Said = { rating: null, missing: null };

export const isSaid = ({ rating, missing }: Said): boolean =>
  rating !== null || missing === 'not_known' || missing === 'not_applicable';

const toService = ({ rating, missing }: Said): Saying =>
  rating === null ? { missing: missing ?? 'unanswered' } : { rating };

/** The own answer to one vignette: what is entered, and what of it waits to be saved. Nobody else writes in it. */
export class AnswerForm {
  readonly status = signal<AnswerStatus>('saved');
  readonly problem = signal<Problem | null>(null);
  readonly result: Signal<Result>;
  readonly missing = computed(() =>
    this.asked.filter(({ id }) => !this.ruledOut.value.has(id) && !isSaid(this.said(id).value)).map(({ id }) => id),
  );
  /** Items an instrument's own condition rules out. */
  readonly ruledOut = computed(
    () => new Set(this.result.value.trace.filter((line) => !line.applicable).map((line) => line.item)),
  );
  readonly asked: Instrument['items'];

  private readonly entries = new Map<string, Signal<Said>>();
  private pending: Record<string, Said> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;

  constructor(
    readonly task: ExerciseTask,
    readonly instrument: Instrument,
  ) {
    this.result = signal(task.result);
    this.asked = instrument.items.filter((item) => item.entered);
    for (const { id } of instrument.items) this.entries.set(id, signal({ ...nothing, ...task.responses[id] }));
  }

  said(item: string): Signal<Said> {
    return this.entries.get(item)!;
  }

  edit(item: string, said: Said): void {
    this.said(item).value = said;
    this.pending = { ...this.pending, [item]: said };
    if (this.status.value !== 'offline') this.status.value = 'waiting';
    this.saveSoon(saveAfterMs);
  }

  private saveSoon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  /** Saves all that waits. False: something still does, and status says why. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    while (Object.keys(this.pending).length > 0) {
      this.running = this.saveNow(this.pending);
      await this.running.finally(() => (this.running = null));
      if (this.problem.value) return false;
    }
    this.status.value = 'saved';
    return true;
  }

  private call(sent: Record<string, Said>) {
    const { exercise, place } = this.task;
    const responses = Object.fromEntries(Object.entries(sent).map(([item, said]) => [item, toService(said)]));
    return outcome(
      api.PATCH('/exercises/{id}/vignettes/{place}', {
        params: { path: { id: exercise, place: String(place) }, header: writing() },
        body: { responses },
      }),
    );
  }

  private async saveNow(sent: Record<string, Said>): Promise<void> {
    this.status.value = 'saving';
    let answer = await this.call(sent);
    if (answer.problem?.status === 403 && (await renewSession())) answer = await this.call(sent);
    this.problem.value = answer.problem ?? null;
    if (answer.problem) return this.failed(answer.problem);
    this.result.value = answer.data.result;
    this.pending = Object.fromEntries(Object.entries(this.pending).filter(([item, said]) => sent[item] !== said));
  }

  private failed({ status }: Problem): void {
    const passes = status === 0 || status === 401 || status === 429 || status >= 500;
    this.status.value = passes ? 'offline' : 'refused';
    if (passes) this.saveSoon(retryMs);
  }

  /** The page is closing: what waits is sent with a request that outlives it. */
  leave(): void {
    clearTimeout(this.timer);
    if (Object.keys(this.pending).length === 0) return;
    const { exercise, place } = this.task;
    const responses = Object.fromEntries(Object.entries(this.pending).map(([item, said]) => [item, toService(said)]));
    void fetch(`/api/v1/exercises/${encodeURIComponent(exercise)}/vignettes/${place}`, {
      method: 'PATCH',
      keepalive: true,
      credentials: 'same-origin',
      headers: { ...writing(), 'Content-Type': 'application/json' },
      body: JSON.stringify({ responses }),
    }).catch(() => undefined);
  }
}
