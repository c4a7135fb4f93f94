// The package's own entry brings the types of another package along, and those do not compile under our settings.
/** The template engine of Adaptive Cards: made once per template, expanded once per card. */
export { Template } from 'adaptivecards-templating/lib/template-engine.js';
