const text = (name) => ({
  default: `var(--card-${name})`,
  subtle: `var(--card-${name}-subtle, var(--card-${name}))`,
});

const foregroundColors = {
  default: { default: 'var(--card-text)', subtle: 'var(--card-text-subtle)' },
  dark: { default: 'var(--card-text)', subtle: 'var(--card-text-subtle)' },
  light: { default: 'var(--card-text-on-dark)', subtle: 'var(--card-text-on-dark)' },
  accent: text('accent'),
  good: text('good'),
  warning: text('warning'),
  attention: text('attention'),
};

const containerStyle = (name) => ({
  backgroundColor: `var(--card-${name}-background)`,
  borderColor: `var(--card-${name}-border)`,
  foregroundColors,
});

const fontSizes = { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 };
const fontWeights = { lighter: 300, default: 400, bolder: 600 };

/**
 * How cards are drawn: the sizes, spacing and container styles of Teams in colours of our own. Every colour is a
 * custom property of `theme.css`, so one configuration serves light and dark and follows the switch at once.
 */
export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: {
    default: { fontFamily: 'var(--font)', fontSizes, fontWeights },
    monospace: { fontFamily: 'var(--font-mono)', fontSizes, fontWeights },
  },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--card-separator)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: { backgroundColor: 'transparent', foregroundColors },
    emphasis: containerStyle('emphasis'),
    accent: containerStyle('accent'),
    good: containerStyle('good'),
    warning: containerStyle('warning'),
    attention: containerStyle('attention'),
  },
  // Teams shows six actions and puts the rest under "…"; the gap between buttons is in card.css, where it can wrap.
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 0,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    iconPlacement: 'leftOfTitle',
    iconSize: 16,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', size: 'small', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder', size: 'small' },
    },
    errorMessage: { color: 'attention', size: 'small', weight: 'default' },
  },
  factSet: {
    title: {
      color: 'default',
      size: 'default',
      isSubtle: false,
      weight: 'bolder',
      wrap: true,
      maxWidth: 140,
    },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 12,
  },
  textStyles: { heading: { size: 'medium', weight: 'bolder' }, columnHeader: { weight: 'bolder' } },
  textBlock: { headingLevel: 3 },
};
