// Writes a calendar file (iCalendar, RFC 5545) of all-day events.

import { iso } from "./days.js";

/**
 * @typedef {object} Event
 * @property {string} uid stable: the same step of the same session always has the same one
 * @property {number} first day, as in days.js
 * @property {number} last day, included
 * @property {string} title
 * @property {string} text
 * @property {boolean} strict whether to remind the reader on the day before
 */

/** @param {string} text */
const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** @param {number} day */
const date = (day) => iso(day).replaceAll("-", "");

/**
 * Lines of more than 75 octets are folded, between characters (RFC 5545, 3.1).
 * @param {string} line
 */
function fold(line) {
  const encoder = new TextEncoder();
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = character < "\x80" ? 1 : encoder.encode(character).length;
    if (octets + size > 75) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/**
 * @param {Event[]} events
 * @param {Date} now
 * @returns {string}
 */
export function calendar(events, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Laser Skin Guide//Your dates//EN", "CALSCALE:GREGORIAN"];
  for (const event of events) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${event.uid}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${date(event.first)}`,
      `DTEND;VALUE=DATE:${date(event.last + 1)}`,
      `SUMMARY:${escape(event.title)}`,
      `DESCRIPTION:${escape(event.text)}`,
      "TRANSP:TRANSPARENT",
    );
    if (event.strict) {
      // All-day events start at midnight, so 15 hours earlier is 9 in the morning of the day before.
      lines.push("BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escape(event.title)}`, "TRIGGER:-PT15H", "END:VALARM");
    }
    lines.push("END:VEVENT");
  }
  return [...lines, "END:VCALENDAR", ""].map(fold).join("\r\n");
}
