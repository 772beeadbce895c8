// Dates, numbers, sizes and ages in the person's language.
import type { Locale } from "./index";

const UNITS: ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]> = [
	["year", 31_536_000],
	["month", 2_592_000],
	["day", 86_400],
	["hour", 3_600],
	["minute", 60],
	["second", 1],
];

/** Days of the calendar, written as `2025-12-01`, which are the same everywhere. */
export function dayFormat(locale: Locale) {
	const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
	return (day: string) => format.format(new Date(day));
}

/** The host of an address, which is what a person compares; what is no address stays as it is. */
export function hostOf(address: string): string {
	try {
		return new URL(address).host;
	} catch {
		return address;
	}
}

/** Minutes and seconds that are left, as a clock counts them down: `9:05`. */
export function countdown(milliseconds: number): string {
	const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Sizes, in the unit that fits. */
export function bytesFormat(locale: Locale) {
	const unit = (name: string, digits = 0) =>
		new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits });
	const [kilobyte, megabyte, gigabyte] = [unit("kilobyte"), unit("megabyte", 1), unit("gigabyte", 1)];
	return (count: number) => {
		if (count >= 1e9) return gigabyte.format(count / 1e9);
		return count >= 1e6 ? megabyte.format(count / 1e6) : kilobyte.format(Math.ceil(count / 1e3));
	};
}

export type Format = ReturnType<typeof createFormat>;

export function createFormat(locale: Locale) {
	const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
	const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" });
	const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
	const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
	const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
	const stamp = new Intl.DateTimeFormat(locale, {
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
		hourCycle: "h23",
	});
	const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
	const shortRelative = new Intl.RelativeTimeFormat(locale, { style: "short" });
	const number = new Intl.NumberFormat(locale);
	const dollars = (digits: number) =>
		new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumFractionDigits: digits });
	const [sum, price] = [dollars(2), dollars(4)];
	const unit = (name: string) =>
		new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 0 });
	const [second, minute, hour] = [unit("second"), unit("minute"), unit("hour")];

	/** How long ago, in the largest unit that fits. */
	const ago =
		(format: Intl.RelativeTimeFormat) =>
		(at: number, now = Date.now()) => {
			const seconds = Math.round((at - now) / 1000);
			const [name, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
			return format.format(Math.trunc(seconds / size), name);
		};

	return {
		day: dayFormat(locale),
		/** A moment to the second. */
		dateTime: (at: number) => dateTime.format(at),
		/** A moment with its time zone. */
		full: (at: number) => full.format(at),
		time: (at: number) => time.format(at),
		/** A moment to the minute; its day is named only when that is not today. */
		moment: (at: number, now = Date.now()) =>
			(new Date(at).toDateString() === new Date(now).toDateString() ? clock : day).format(at),
		/** A moment as a log shows it. */
		stamp: (at: number) => stamp.format(at),
		age: ago(relative),
		/** The same where there is little room. */
		shortAge: ago(shortRelative),
		duration: (milliseconds: number) => {
			const total = Math.max(0, Math.round(milliseconds / 1000));
			const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
			if (hours > 0) return minutes === 0 ? hour.format(hours) : `${hour.format(hours)} ${minute.format(minutes)}`;
			if (minutes === 0) return second.format(seconds);
			return seconds === 0 ? minute.format(minutes) : `${minute.format(minutes)} ${second.format(seconds)}`;
		},
		bytes: bytesFormat(locale),
		/** A sum in US dollars, to the cent. */
		money: (dollars: number) => sum.format(dollars),
		/** The price of one thing in US dollars, which may be less than a cent. */
		price: (dollars: number) => price.format(dollars),
		number: (value: number) => number.format(value),
	};
}
