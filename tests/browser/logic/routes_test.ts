// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { match, mayOpen, routeOf, routes } from '../../../service/web/src/routes';

test('a fixed path wins over one with a name in it', () => {
  assert.equal(routeOf('/cases/new')?.route.page, 'new_case');
  assert.deepEqual(routeOf('/cases/abc_-1')?.names, { id: 'abc_-1' });
  assert.equal(routeOf('/exercises/abc/figures')?.route.page, 'exercise_figures');
  assert.deepEqual(routeOf('/exercises/abc/1')?.names, { id: 'abc', place: '1' });
});

test('a path that is no page is none', () => {
  assert.equal(routeOf('/cases/a/b'), null);
  assert.equal(match('/cases/:id', '/cases/'), null);
});

test('a role that never sees cases can open no page with one', () => {
  const open = (role: 'auditor' | 'administrator' | 'school_team') => routes.filter((route) => mayOpen(route, role)).map((route) => route.path);

  for (const role of ['auditor', 'administrator', 'school_team'] as const) {
    assert.ok(!open(role).some((path) => path.startsWith('/cases') || path.startsWith('/assessments')), role);
  }
});

test('nobody signed in sees only what is for anyone', () => {
  assert.deepEqual(routes.filter((route) => mayOpen(route, null)).map((route) => route.path), ['/', '/accessibility']);
});
