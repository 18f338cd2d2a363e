// SPDX-License-Identifier: EUPL-1.2
import type { Role } from './api';

export interface Route {
  page: string;
  path: string; // ':name' matches one part
  roles: readonly (Role | 'anyone')[];
  nav?: 'nav_exercises' | 'nav_approvals' | 'nav_cases' | 'nav_concerns' | 'nav_report' | 'nav_consistency' | 'nav_instruments' | 'nav_log';
}

const worker = 'social_worker';
const supervisor = 'supervisor';
const school = 'school_team';
const everybody = [worker, supervisor, school, 'auditor', 'administrator'] as const;

/** Every page: where it is and who may open it. The first that matches counts. Tests walk this table. */
export const routes = [
  { page: 'start', path: '/', roles: ['anyone'] },
  { page: 'approvals', path: '/approvals', roles: [supervisor], nav: 'nav_approvals' },
  { page: 'cases', path: '/cases', roles: [worker, supervisor], nav: 'nav_cases' },
  { page: 'new_case', path: '/cases/new', roles: [worker, supervisor] },
  { page: 'case', path: '/cases/:id', roles: [worker, supervisor] },
  { page: 'assessment', path: '/assessments/:id', roles: [worker, supervisor] },
  { page: 'review', path: '/assessments/:id/review', roles: [worker, supervisor] },
  { page: 'result', path: '/assessments/:id/result', roles: [worker, supervisor] },
  { page: 'concerns', path: '/concerns', roles: [worker, supervisor, school], nav: 'nav_concerns' },
  { page: 'report', path: '/concern/new', roles: [worker, school], nav: 'nav_report' },
  { page: 'concern', path: '/concerns/:id', roles: [worker, supervisor, school] },
  { page: 'consistency', path: '/consistency', roles: [supervisor, 'auditor'], nav: 'nav_consistency' },
  { page: 'exercises', path: '/exercises', roles: [worker, supervisor, 'auditor'], nav: 'nav_exercises' },
  { page: 'exercise_figures', path: '/exercises/:id/figures', roles: [supervisor, 'auditor'] },
  { page: 'exercise_vignette', path: '/exercises/:id/:place', roles: [worker] },
  { page: 'vignette', path: '/vignettes/:id', roles: [supervisor] },
  { page: 'double_ratings', path: '/double-ratings', roles: [worker, supervisor] },
  { page: 'double_rating', path: '/double-ratings/:id', roles: [worker, supervisor] },
  { page: 'instruments', path: '/instruments', roles: everybody, nav: 'nav_instruments' },
  { page: 'instrument', path: '/instruments/:id', roles: everybody },
  { page: 'log', path: '/log', roles: [supervisor, 'administrator'], nav: 'nav_log' },
  { page: 'accessibility', path: '/accessibility', roles: ['anyone'] },
] as const satisfies readonly Route[];

export type PageName = (typeof routes)[number]['page'];

/** The parts of a path that a pattern names, or nothing when it does not match. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== given.length) return null;
  const names: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    if (part.startsWith(':') && given[at]) names[part.slice(1)] = decodeURIComponent(given[at]);
    else if (part !== given[at]) return null;
  }
  return names;
}

/** The route of a path with the parts it names. */
export function routeOf(path: string): { route: Route & { page: PageName }; names: Record<string, string> } | null {
  for (const route of routes) {
    const names = match(route.path, path);
    if (names) return { route, names };
  }
  return null;
}

export function mayOpen(route: Route, role: Role | null): boolean {
  return route.roles.includes('anyone') || (role !== null && route.roles.includes(role));
}
