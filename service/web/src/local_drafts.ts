// SPDX-License-Identifier: EUPL-1.2
import { session } from './session';

/**
 * Drafts on this computer, unreadable without the session's draft key: AES-GCM in IndexedDB under names that are digests.
 * A browser without storage keeps nothing; the service has what was saved.
 */
const store = 'drafts';

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}
interface Lock {
  prefix: string;
  key: CryptoKey;
}

let lock: Promise<Lock> | undefined;
let lockOf = '';

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

async function makeLock(draftKey: string): Promise<Lock> {
  const raw = bytesOf(draftKey);
  const name = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...raw, 1])));
  const prefix = Array.from(name.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { prefix, key: await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']) };
}

function currentLock(): Promise<Lock> {
  const draftKey = session.value?.draft_key;
  if (!draftKey) return Promise.reject(new Error('no draft key'));
  if (!lock || lockOf !== draftKey) {
    lockOf = draftKey;
    lock = makeLock(draftKey);
  }
  return lock;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

let database: Promise<IDBDatabase> | undefined;
function openDatabase(): Promise<IDBDatabase> {
  database ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open('lika', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return database;
}

async function inStore(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await openDatabase()).transaction(store, mode).objectStore(store);
}

/** Opens the database and the key before they are needed in a hurry. */
export async function prepareDrafts(): Promise<void> {
  await Promise.all([openDatabase(), currentLock()]).catch(() => undefined);
}

async function keepDraft(name: string, value: unknown): Promise<void> {
  const { prefix, key } = await currentLock();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    key,
    new TextEncoder().encode(JSON.stringify(value)),
  );
  await settled((await inStore('readwrite')).put({ iv, data } satisfies Sealed, `${prefix}/${name}`));
}

export async function dropDraft(name: string): Promise<void> {
  const { prefix } = await currentLock();
  await settled((await inStore('readwrite')).delete(`${prefix}/${name}`));
}

/** The drafts whose name begins so, by name. One that cannot be opened is left out. */
export async function keptDrafts<T>(beginning: string): Promise<Map<string, T>> {
  const { prefix, key } = await currentLock();
  const from = `${prefix}/${beginning}`;
  const range = IDBKeyRange.bound(from, `${from}\uffff`);
  const [names, sealed] = await Promise.all([
    settled((await inStore('readonly')).getAllKeys(range)),
    settled((await inStore('readonly')).getAll(range) as IDBRequest<Sealed[]>),
  ]);
  const drafts = new Map<string, T>();
  for (const [at, { iv, data }] of sealed.entries()) {
    const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data).catch(() => null);
    if (open) drafts.set(String(names[at]).slice(prefix.length + 1), JSON.parse(new TextDecoder().decode(open)) as T);
  }
  return drafts;
}

/** Writes drafts one at a time, always the latest: a queue of old ones would lag behind the typing. */
export class DraftKeeper {
  private next: { value: unknown } | null = null;
  private writing: Promise<void> | null = null;

  constructor(private readonly name: string) {}

  /** null: nothing is left to keep. */
  keep(value: unknown): void {
    this.next = { value };
    this.writing ??= this.writeOn();
  }

  /** When all that was asked for is written. */
  async written(): Promise<void> {
    await this.writing;
  }

  private async writeOn(): Promise<void> {
    while (this.next) {
      const { value } = this.next;
      this.next = null;
      await (value === null ? dropDraft(this.name) : keepDraft(this.name, value)).catch(() => undefined);
    }
    this.writing = null;
  }
}
