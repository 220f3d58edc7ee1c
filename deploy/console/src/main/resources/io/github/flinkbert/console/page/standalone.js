// The self-contained page: its attention is in it.
import { attentionData } from './attention-data.js';
import { attentionView } from './attention.js';
import { byId } from './dom.js';

const view = JSON.parse(byId('data').textContent);
byId('text').textContent = view.text;
byId('model').textContent = view.model;
attentionView(byId('view'), attentionData(view));
