/**
 * The shape another language must have to match `Source`: the same keys at every depth.
 * A Chinese `…_other` needs English `…_one` beside it, because Chinese has one plural form and English two.
 */
export type WordsLike<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : WordsLike<Source[Key]>;
} & {
  readonly [Key in keyof Source as Key extends `${infer Stem}_other` ? `${Stem}_one` : never]: string;
};

/** Both languages of one namespace. `createWords` takes these, so a page bundles only what it names. */
export type NamespaceWords = { readonly 'zh-CN': object; readonly en: object };
