import { type PersonaBuilder } from './persona-builder.js';
import { persona, type Scene } from './persona.js';

/** Somebody in no roster (R8). */
export function strangers(b: PersonaBuilder): Scene {
  const name = 'Незнамов Григорий Отрадович';
  const born = b.ago(33, 33);
  const stranger = b.human({ login: 'stranger', number: 23, name, gender: 'M', born, level: 'PR' });
  return {
    household: b.household([stranger], []),
    personas: [
      persona(
        stranger,
        'Человек, которого нет ни в одной школе',
        'Мы не нашли вас в списках школы: что проверить и к кому идти (R8)',
        'code:NOT_FOUND',
      ),
    ],
  };
}

/** The people to whom the start script gives roles; the ministry and the municipality are in no roster. */
export function administrators(b: PersonaBuilder): Scene {
  const school = b.school(0);
  const adult = (login: string, number: number, name: string, years: number) =>
    b.human({ login, number, name, gender: 'F', born: b.ago(years, 80), level: 'PR' });
  const clerk = adult('schooladmin', 24, 'Семёнова Галина Петровна', 47);
  const municipal = adult('municipal', 25, 'Воробьёва Лидия Марковна', 50);
  const ministry = adult('ministry', 26, 'Киселёва Тамара Ильинична', 52);
  b.employee(clerk, school, 'заместитель директора', 'school_admin');
  const { sourceId } = school.municipality;
  const region = '39';
  return {
    household: b.household([clerk, municipal, ministry], []),
    personas: [
      persona(clerk, 'Администратор школы', 'Кабинет школы: сверки, привязки, ошибки данных', 'auto', [
        { role: 'school_admin', school: school.sourceId },
      ]),
      persona(municipal, 'Оператор муниципалитета', 'Свод своих школ без фамилий', 'code:NOT_FOUND', [
        { role: 'municipal_operator', municipality: sourceId },
      ]),
      persona(ministry, 'Администратор министерства', 'Регион: статистика и кампания', 'code:NOT_FOUND', [
        { role: 'ministry_admin', region },
        { role: 'ministry_analyst', region },
        { role: 'campaign_manager', region },
      ]),
    ],
  };
}
