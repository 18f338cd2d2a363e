// SPDX-License-Identifier: EUPL-1.2
import { render } from 'preact';
import { App } from './App';
import { listen } from './router';

listen();
render(<App />, document.getElementById('app')!);
