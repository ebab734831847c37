// Everything here makes a page kinder; every page does its work without it.
import { initAll } from "../vendor/govuk-frontend.min.js";
import { guardAgainstSecondSubmit } from "./guard.js";
import { warnBeforeLeaving } from "./leave.js";
import { saveAsYouGo } from "./autosave.js";
import { readOffline } from "./offline.js";
import { reviewByKeys } from "./review.js";
import { takeRegisters } from "./register.js";
import { moveThroughRows } from "./rows.js";
import { sendWhatWaits } from "./sending.js";
import { playVideos } from "./video.js";
import { countWords } from "./words.js";
import { offerNames } from "./mentions.js";
import { pickFromMany } from "./picking.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
reviewByKeys(document);
takeRegisters(document);
sendWhatWaits(document);
guardAgainstSecondSubmit(document);
warnBeforeLeaving(document);
saveAsYouGo(document);
moveThroughRows(document);
countWords(document);
readOffline(document);
playVideos(document);
offerNames(document);
pickFromMany(document);
