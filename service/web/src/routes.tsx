// SPDX-License-Identifier: EUPL-1.2
// Every page, on one page: path, who may see it, and what it is.
import type { ComponentType } from 'preact';
import { Accessibility } from './pages/Accessibility';
import { Approvals } from './pages/Approvals';
import { AssessmentForm } from './pages/AssessmentForm';
import { CasePage } from './pages/Case';
import { Cases } from './pages/Cases';
import { ConcernForm } from './pages/ConcernForm';
import { ConcernPage } from './pages/Concern';
import { Concerns } from './pages/Concerns';
import { InstrumentPage } from './pages/Instrument';
import { Instruments } from './pages/Instruments';
import { Log } from './pages/Log';
import { NewCase } from './pages/NewCase';
import { ResultPage } from './pages/Result';
import { Review } from './pages/Review';
import { Start } from './pages/Start';
import type { Role } from './session';

export interface Route {
  path: string;
  page: ComponentType<any>;
  /** Empty: everyone, signed in or not. */
  roles: Role[];
}

const worker: Role[] = ['social_worker'];
const readers: Role[] = ['social_worker', 'supervisor'];
const all: Role[] = ['social_worker', 'school_team', 'supervisor', 'auditor', 'administrator'];

export const routes: Route[] = [
  { path: '/', page: Start, roles: all },
  { path: '/cases', page: Cases, roles: readers },
  { path: '/cases/new', page: NewCase, roles: worker },
  { path: '/cases/:id', page: CasePage, roles: readers },
  { path: '/assessments/:id', page: AssessmentForm, roles: readers },
  { path: '/assessments/:id/review', page: Review, roles: worker },
  { path: '/assessments/:id/result', page: ResultPage, roles: readers },
  { path: '/approvals', page: Approvals, roles: ['supervisor'] },
  { path: '/concerns', page: Concerns, roles: ['social_worker', 'supervisor', 'school_team'] },
  { path: '/concerns/new', page: ConcernForm, roles: ['school_team', 'social_worker'] },
  { path: '/concerns/:id', page: ConcernPage, roles: ['social_worker', 'supervisor', 'school_team'] },
  { path: '/instruments', page: Instruments, roles: all },
  { path: '/instruments/:id', page: InstrumentPage, roles: all },
  { path: '/log', page: Log, roles: ['supervisor', 'administrator'] },
  { path: '/accessibility', page: Accessibility, roles: [] },
];
