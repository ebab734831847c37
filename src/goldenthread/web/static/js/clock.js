// The time of day in the words of the pages: 2:32pm.
export function clock(moment) {
  const hour = moment.getHours();
  return `${hour % 12 || 12}:${String(moment.getMinutes()).padStart(2, "0")}${hour < 12 ? "am" : "pm"}`;
}
