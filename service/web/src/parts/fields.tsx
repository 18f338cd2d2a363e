// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { t } from '../words';

interface Field {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  optional?: boolean;
}
interface Typed extends Field {
  value: string;
  onValue: (value: string) => void;
}

function describedBy({ id, hint, error }: Field): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

function Labels({ field }: { field: Field }) {
  return (
    <>
      <label for={field.id}>
        {field.label}
        {field.optional && <span class="quiet"> ({t('optional')})</span>}
      </label>
      {field.hint && (
        <p class="hint" id={`${field.id}-hint`}>
          {field.hint}
        </p>
      )}
      {field.error && (
        <p class="error" id={`${field.id}-error`}>
          {field.error}
        </p>
      )}
    </>
  );
}

export function TextField({
  type = 'text',
  autocomplete = 'off',
  inputMode,
  max = 200,
  ...field
}: Typed & {
  type?: 'text' | 'password' | 'date' | 'search';
  autocomplete?: string;
  inputMode?: 'numeric';
  max?: number;
}) {
  return (
    <div class="field">
      <Labels field={field} />
      <input
        id={field.id}
        type={type as 'text'}
        value={field.value}
        autocomplete={autocomplete as 'off'}
        inputMode={inputMode}
        maxLength={max}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? true : undefined}
        spellcheck={false}
        onInput={(event) => field.onValue(event.currentTarget.value)}
      />
    </div>
  );
}

export function TextArea({ rows = 4, max = 4000, ...field }: Typed & { rows?: number; max?: number }) {
  return (
    <div class="field">
      <Labels field={field} />
      <textarea
        id={field.id}
        rows={rows}
        value={field.value}
        maxLength={max}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? true : undefined}
        onInput={(event) => field.onValue(event.currentTarget.value)}
      />
    </div>
  );
}

interface Choice {
  value: string;
  label: ComponentChildren;
}

export function Select({ choices, ...field }: Typed & { choices: { value: string; label: string }[] }) {
  return (
    <div class="field">
      <Labels field={field} />
      <select
        id={field.id}
        value={field.value}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? true : undefined}
        onChange={(event) => field.onValue(event.currentTarget.value)}
      >
        <option value="">{t('choose')}</option>
        {choices.map((choice) => (
          <option value={choice.value}>{choice.label}</option>
        ))}
      </select>
    </div>
  );
}

/** One of several, or several, as large tiles. */
export function Tiles({
  many,
  choices,
  chosen,
  onChosen,
  ...field
}: Field & {
  many?: boolean;
  choices: Choice[];
  chosen: string[];
  onChosen: (chosen: string[]) => void;
}) {
  const choose = (value: string, on: boolean): void =>
    onChosen(many ? (on ? [...chosen, value] : chosen.filter((one) => one !== value)) : [value]);
  return (
    <fieldset class="field" id={field.id} aria-describedby={describedBy(field)}>
      <legend>{field.label}</legend>
      {field.hint && (
        <p class="hint" id={`${field.id}-hint`}>
          {field.hint}
        </p>
      )}
      {field.error && (
        <p class="error" id={`${field.id}-error`}>
          {field.error}
        </p>
      )}
      <div class="tiles">
        {choices.map((choice) => (
          <label class="tile">
            <input
              type={many ? 'checkbox' : 'radio'}
              name={field.id}
              value={choice.value}
              checked={chosen.includes(choice.value)}
              onChange={(event) => choose(choice.value, event.currentTarget.checked)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
