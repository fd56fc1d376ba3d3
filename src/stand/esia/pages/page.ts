const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE = `
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; background: #edf2fe; color: #0b1f33; font: 16px/1.5 'Segoe UI', Roboto, Arial, sans-serif; }
  header { display: flex; justify-content: space-between; align-items: center; gap: 16px; padding: 16px 24px; background: #fff; border-bottom: 1px solid #dde3ec; }
  header strong { font-size: 20px; color: #0d4cd3; }
  .note { padding: 4px 12px; border-radius: 12px; background: #fff3d6; color: #6b4a00; font-size: 13px; }
  main { width: 100%; max-width: 472px; margin: 40px auto; padding: 32px; background: #fff; border-radius: 16px; box-shadow: 0 4px 24px rgb(11 31 51 / 8%); }
  h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.25; }
  p { margin: 0 0 16px; }
  .quiet { color: #52657a; font-size: 14px; }
  label { display: block; margin-bottom: 4px; font-weight: 600; }
  input { width: 100%; height: 48px; margin-bottom: 16px; padding: 0 14px; border: 1px solid #8ea4bb; border-radius: 8px; font: inherit; }
  button { width: 100%; min-height: 48px; margin-top: 8px; border: 0; border-radius: 8px; background: #0d4cd3; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
  button:hover { background: #0a3da9; }
  button.second { background: #fff; color: #0d4cd3; border: 1px solid #0d4cd3; }
  input:focus-visible, button:focus-visible { outline: 3px solid #f2b600; outline-offset: 2px; }
  .error { padding: 12px 16px; border-left: 4px solid #d41121; border-radius: 4px; background: #fdecee; }
  ul { margin: 0 0 16px; padding-left: 20px; }
  @media (max-width: 520px) { main { margin: 0; border-radius: 0; } }`;

/** A whole page in the look of a state service, without outside resources, scripts or marks of real services. */
export function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} — единый вход (учебный стенд)</title>
<style>${STYLE}</style>
</head>
<body>
<header><strong>Единый вход</strong><span class="note">Учебный стенд</span></header>
<main>
${body}
</main>
</body>
</html>
`;
}

/** A message about a mistake, read out by screen readers at once. */
export const errorNote = (text: string | null): string =>
  text === null ? '' : `<p class="error" role="alert">${escapeHtml(text)}</p>`;
