// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import type { ExerciseRow, ExerciseTask, Instrument } from '../api';
import { api, outcome } from '../api';
import { Answer } from '../exercises/answer';
import { FeedbackView } from '../exercises/feedback';
import { Figures } from '../exercises/figures';
import { useDistricts, withInstrument } from '../exercises/load';
import { OpenExercise } from '../exercises/open_exercise';
import { OwnList } from '../exercises/own_list';
import { PanelForm } from '../exercises/panel_form';
import { PanelRatings } from '../exercises/panel_ratings';
import { Close, PanelList } from '../exercises/supervised';
import { VignetteText } from '../exercises/vignette_text';
import { say } from '../exercises/words';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { session } from '../session';
import { showDay, t, textIn } from '../words';

type Names = { names: Record<string, string> };

function Exercise({ of, again }: { of: ExerciseRow; again: () => void }) {
  return (
    <article class="card">
      <h2>{of.title}</h2>
      <p>{of.open ? say('until', { day: showDay(of.last_day) }) : say('closed')}</p>
      {of.mine && <OwnList of={of} />}
      {of.answered && <p>{say('answered', { ...of.answered, n: of.vignettes })}</p>}
      {!of.mine && !of.open && (
        <p>
          <a class="target" href={`/exercises/${of.id}/figures`}>
            {say('to_figures')}
            <span class="unseen">: {of.title}</span>
          </a>
        </p>
      )}
      {of.answered && of.open && <Close of={of} then={again} />}
    </article>
  );
}

/** Supervisors open exercises and do the panel's work. */
function Supervising({ again }: { again: () => void }) {
  const vignettes = useLoaded(() => outcome(api.GET('/vignettes')), 'vignettes');
  return (
    <Loaded from={vignettes}>
      {({ items }) => (
        <>
          <OpenExercise vignettes={items} then={again} />
          <PanelList vignettes={items} />
        </>
      )}
    </Loaded>
  );
}

/** The exercises: for those who answer their own progress, for supervisors numbers and the panel, for auditors the figures. */
export function ExercisesPage() {
  const role = session.value?.user.role;
  const list = useLoaded(() => outcome(api.GET('/exercises')), 'exercises');
  return (
    <Page title={t('nav_exercises')} lead={say(role === 'social_worker' ? 'lead_worker' : 'lead_supervisor')}>
      <Loaded from={list}>
        {({ items }) => (
          <>
            {items.length === 0 && <p>{say('none')}</p>}
            {items.map((one) => (
              <Exercise key={one.id} of={one} again={list.again} />
            ))}
          </>
        )}
      </Loaded>
      {role === 'supervisor' && <Supervising again={list.again} />}
    </Page>
  );
}

function ToList() {
  return (
    <a class="target" href="/exercises">
      {say('to_list')}
    </a>
  );
}

function Task({ of, instrument }: { of: ExerciseTask; instrument: Instrument }) {
  const [task, setTask] = useState(of);
  if (task.feedback)
    return (
      <>
        <FeedbackView of={task} instrument={instrument} />
        <VignetteText of={task} />
      </>
    );
  if (!task.open) return <p class="notice">{say('answer_closed')}</p>;
  const done = (answered: ExerciseTask): void => {
    setTask(answered);
    scrollTo(0, 0);
  };
  return <Answer of={task} instrument={instrument} then={done} />;
}

/** One vignette: to rate, and once done beside the panel. */
export function ExerciseVignettePage({ names }: Names) {
  const path = { id: names.id!, place: names.place! };
  const found = useLoaded(
    () => withInstrument(outcome(api.GET('/exercises/{id}/vignettes/{place}', { params: { path } }))),
    `${path.id} ${path.place}`,
  );
  const { place, of } = found.data?.of ?? { place: path.place, of: '' };
  return (
    <Page title={say('vignette_of', { place, of })} wide lead={<ToList />}>
      <Loaded from={found}>{(data) => <Task of={data.of} instrument={data.instrument} />}</Loaded>
    </Page>
  );
}

/** A closed exercise's figures. */
export function ExerciseFiguresPage({ names }: Names) {
  const path = { id: names.id! };
  const name = useDistricts();
  const found = useLoaded(() => withInstrument(outcome(api.GET('/exercises/{id}/figures', { params: { path } }))), path.id);
  return (
    <Page title={found.data?.of.title ?? say('to_figures')} lead={say('figures_lead')}>
      <Loaded from={found}>{(data) => <Figures {...data} name={name} />}</Loaded>
      <ToList />
    </Page>
  );
}

/** A vignette's text, what panels have set, and the form to set it. */
export function PanelPage({ names }: Names) {
  const path = { id: names.id! };
  const name = useDistricts();
  const found = useLoaded(() => withInstrument(outcome(api.GET('/vignettes/{id}', { params: { path } }))), path.id);
  const title = found.data ? textIn(found.data.of.title) : { words: say('panel_title') };
  return (
    <Page title={title.words} lang={title.lang} wide lead={<ToList />}>
      <Loaded from={found}>
        {({ of, instrument }) => (
          <div class="form with-vignette">
            <VignetteText of={of} />
            <div class="domains">
              <PanelRatings of={of} instrument={instrument} name={name} then={found.again} />
              <section aria-labelledby="change">
                <h2 id="change">{say('panel_change')}</h2>
                <p>{say('panel_change_lead')}</p>
                <PanelForm key={of.ratings[0]?.id ?? ''} of={of} instrument={instrument} then={found.again} />
              </section>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
