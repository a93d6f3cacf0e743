// What the page asks of its server, which alone says what a label is.

async function answer(response) {
  let data;
  try {
    data = await response.json();
  } catch {
    data = { error: `the server answered ${response.status}` };
  }
  return { status: response.status, data };
}

const GONE = { status: 0, data: { error: "no answer: has factx label ended? Nothing was changed." } };

export const get = (path) => fetch(path).then(answer).catch(() => GONE);

/** Ask for a change of an article's labels; what comes back is the article, or why not. */
export const change = (article, what, given = {}) =>
  fetch("api/change", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ id: article.document.id, version: article.version, what, given }),
  }).then(answer).catch(() => GONE);
