import type { TemplateKind } from '../template-kind.js';

/** The first version of a text, which a region's ministry approves or writes anew. */
export interface FirstTemplate {
  readonly kind: TemplateKind;
  readonly title: string;
  readonly body: string;
}
