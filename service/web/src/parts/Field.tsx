// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../words';

interface Common {
  label: string;
  hint?: string;
  fault?: string;
  required?: boolean;
}

/** Label, hint and fault around one control; `name` is what an error summary links to. */
function Frame({ id, label, hint, fault, required, children }: Common & { id: string; children: ComponentChildren }) {
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={id}>
        {label}
        {!required && <span class="optional"> {t('optional')}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {children}
    </div>
  );
}

const described = (id: string, hint?: string, fault?: string) => [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

type InputProps = Common & {
  name?: string;
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'date' | 'password';
  autocomplete?: 'off' | 'username' | 'current-password' | 'one-time-code';
  inputMode?: 'numeric';
  max?: string;
  maxLength?: number;
};

export function Field({ label, hint, fault, required, name, value, onInput, ...rest }: InputProps) {
  const made = useId();
  const id = name ?? made;
  return (
    <Frame {...{ id, label, hint, fault, required }}>
      <input
        {...(rest as object)}
        id={id}
        value={value}
        required={required}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described(id, hint, fault)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

type AreaProps = Common & { name?: string; value: string; rows?: number; onInput: (value: string) => void };

export function Area({ label, hint, fault, required, name, value, rows = 4, onInput }: AreaProps) {
  const made = useId();
  const id = name ?? made;
  return (
    <Frame {...{ id, label, hint, fault, required }}>
      <textarea
        id={id}
        rows={rows}
        value={value}
        required={required}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described(id, hint, fault)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

type PickProps = Common & { name?: string; value: string; options: { value: string; words: string }[]; onPick: (value: string) => void };

export function Pick({ label, hint, fault, required, name, value, options, onPick }: PickProps) {
  const made = useId();
  const id = name ?? made;
  return (
    <Frame {...{ id, label, hint, fault, required }}>
      <select id={id} value={value} required={required} aria-describedby={described(id, hint, fault)} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">{t('choose')}</option>
        {options.map((option) => (
          <option value={option.value}>{option.words}</option>
        ))}
      </select>
    </Frame>
  );
}

type ChoiceProps = Common & { name: string; value: string; options: { value: string; words: string }[]; onPick: (value: string) => void };

/** Radio buttons in a fieldset. */
export function Choice({ label, hint, fault, name, value, options, onPick }: ChoiceProps) {
  return (
    <fieldset class={fault ? 'field faulty' : 'field'} id={name} aria-describedby={described(name, hint, fault)}>
      <legend>{label}</legend>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      {options.map((option) => (
        <label class="tile">
          <input type="radio" name={name} value={option.value} checked={value === option.value} onChange={() => onPick(option.value)} />
          {option.words}
        </label>
      ))}
    </fieldset>
  );
}
