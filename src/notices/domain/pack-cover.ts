/** The first page of a pack, for whoever prints it: no family gets it. */
export interface PackCover {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * What a pack leaves out (EC-062, EC-085): one number for all reasons, and all reasons whichever applies, so that a page which
 * strays into the class does not say that somebody in it is protected. Null when nothing is left out.
 */
export function packCover(title: string, papers: number, leftOut: number): PackCover | null {
  if (leftOut === 0) return null;
  return {
    title: `${title}: что в пачке`,
    lines: [
      'Этот лист для того, кто печатает. Семьям его не выдавайте.',
      `В пачке памяток и писем: ${papers}. Отдельно от пачки выдают: ${leftOut}.`,
      'Отдельно выдают памятки родственников того, кто печатает (код себе и своей семье никто не выпускает), и памятки людей, чьи сведения показывают не всем. Кто это, здесь не пишется.',
      'Где взять: памятку своей семьи готовит и печатает другой администратор школы. Остальные администратор школы готовит поимённо (POST /api/v1/notices с person_ids), печатает по одной (GET /api/v1/notices/{id}/paper.pdf) и отдаёт лично. Нет второго администратора — попросите муниципалитет назначить уполномоченного.',
    ],
  };
}
