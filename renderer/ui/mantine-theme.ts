import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  NumberInput,
  PinInput,
  SegmentedControl,
  Select,
  Switch,
  Table,
  TextInput,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

/** Shades 0–9. Filled controls use 7 (light) or 3 (dark); 6 is the pay button; 0 is a selected row. */
const indigo: MantineColorsTuple = [
  '#eef0fc',
  '#e7e9fb',
  '#cdd2f7',
  '#aab1f0',
  '#8790ea',
  '#6672ee',
  '#4a58f0',
  '#2f3bbf',
  '#242d97',
  '#1b2064',
];

/** Mantine's dark greys are our dark cloth, so that no part of it brings its own. */
const dark: MantineColorsTuple = [
  '#f2f2f0',
  '#bdc0c7',
  '#a3a7b0',
  '#747984',
  '#2c2f37',
  '#292b33',
  '#17181d',
  '#17181d',
  '#0d0e11',
  '#0d0e11',
];

/** A filled part in the first thread takes our own pair of tokens, so that its words can be read in both schemes. */
const threadColours: VariantColorsResolver = (input) => {
  const isThread = input.color === undefined || input.color === 'indigo';
  if (input.variant !== 'filled' || !isThread) return defaultVariantColorsResolver(input);
  return { background: 'var(--indigo)', hover: 'var(--indigo-press)', color: 'var(--on-indigo)', border: 'none' };
};

/** Seam's look for Mantine. Values come from `tokens.css`, so light, dark and the phone page cannot drift apart. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  variantColorResolver: threadColours,
  colors: { indigo, dark },
  white: '#ffffff',
  black: '#16171c',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font)', fontWeight: '700' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.42', sm: '1.38', md: '1.4', lg: '1.35', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '6px', md: '6px', lg: '10px', xl: '10px' },
  defaultRadius: 'sm',
  shadows: { xs: 'var(--e-0)', sm: 'var(--e-1)', md: 'var(--e-2)', lg: 'var(--e-2)', xl: 'var(--e-2)' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md', variant: 'default' },
      vars: () => ({ root: { '--button-height': 'var(--touch)' } }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 44, variant: 'subtle' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    Select: Select.extend({ defaultProps: { size: 'md', allowDeselect: false } }),
    PinInput: PinInput.extend({ defaultProps: { size: 'lg' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'md', hideControls: true } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'md', transitionDuration: 0 } }),
    Switch: Switch.extend({ defaultProps: { size: 'md', labelPosition: 'left', withThumbIndicator: false } }),
    Modal: Modal.extend({
      defaultProps: { transitionProps: { transition: 'fade', duration: 160 }, centered: true },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 0, highlightOnHover: true } }),
  },
});

/** Points Mantine's variables at ours, in both schemes: its body is our panel, the page behind is our ground. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: mantineVariables,
  dark: mantineVariables,
});

const mantineVariables: Record<string, string> = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--panel-2)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-disabled': 'var(--panel-2)',
  '--mantine-color-disabled-color': 'var(--text-off)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-error': 'var(--stop)',
  '--mantine-color-anchor': 'var(--indigo)',
  '--mantine-primary-color-filled': 'var(--indigo)',
  '--mantine-primary-color-filled-hover': 'var(--indigo-press)',
  '--mantine-primary-color-contrast': 'var(--on-indigo)',
  '--mantine-primary-color-light': 'var(--indigo-soft)',
  '--mantine-color-indigo-filled': 'var(--indigo)',
  '--mantine-color-indigo-filled-hover': 'var(--indigo-press)',
  '--mantine-color-indigo-light': 'var(--indigo-soft)',
  '--mantine-color-indigo-light-hover': 'var(--indigo-soft)',
  '--mantine-color-indigo-outline': 'var(--indigo)',
};
