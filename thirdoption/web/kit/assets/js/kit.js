// Everything that runs in the browser: htmx and small helpers. Pages work without it.
import htmx from "htmx.org/dist/htmx.esm.js";

import { wireAnswers } from "./answers.js";
import { countCharacters } from "./count.js";
import { wireForms } from "./forms.js";
import { wireLive } from "./live.js";
import { wireMenus } from "./menus.js";
import { wirePaged } from "./paged.js";
import { wirePhone } from "./phone.js";
import { wireRequests } from "./requests.js";
import { wireRows } from "./rows.js";
import { wireSession } from "./session.js";
import { wireWaiting } from "./waiting.js";

Object.assign(htmx.config, {
  allowEval: false, // the content security policy forbids it anyway
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  // Pages name people: none is kept in the browser's storage.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  // A refused form comes back as 409 or 422 with its sentences and is shown like any other answer.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

wireMenus();
wireWaiting();
wireAnswers();
wireSession();
wireForms();
wireRequests(htmx);
wireLive(htmx);
countCharacters();
wirePhone();
wireRows();
wirePaged();
