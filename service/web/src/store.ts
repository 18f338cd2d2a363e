// SPDX-License-Identifier: EUPL-1.2
// Drafts on this computer: AES-GCM ciphertext in IndexedDB. The key comes with the session and lives in memory only.
import { draftKey, user } from './session';

const open = () =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lika', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('drafts');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction('drafts', mode, { durability: 'strict' });
      const request = work(transaction.objectStore('drafts'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const bytesOf = (base64url: string) => Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const key = () => crypto.subtle.importKey('raw', bytesOf(draftKey.value), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** The place of a thing, unreadable: not even whose draft it is can be seen. */
async function place(name: string) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${draftKey.value} ${user.value?.username} ${name}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keeps a value under a name for the signed-in user; a store that gives out loses only the local copy. */
export async function keep(name: string, value: unknown) {
  if (!draftKey.value) return;
  try {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), plain);
    const at = await place(name);
    await run('readwrite', (store) => store.put({ iv, cipher }, at));
  } catch {
    return;
  }
}

/** What was kept; undefined when there is nothing, or nothing this user can read. */
export async function recall<T>(name: string): Promise<T | undefined> {
  if (!draftKey.value) return undefined;
  try {
    const at = await place(name);
    const kept = await run<{ iv: Uint8Array<ArrayBuffer>; cipher: ArrayBuffer } | undefined>('readonly', (store) => store.get(at));
    if (!kept) return undefined;
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, await key(), kept.cipher);
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return undefined;
  }
}

export async function forget(name: string) {
  try {
    const at = await place(name);
    await run('readwrite', (store) => store.delete(at));
  } catch {
    return;
  }
}
