/*
 * DESIGN. A text is read as a row of numbers, each with its unit, in falling order: "1 h 48 min".
 * What does not fit the row ends in "unknown": a wrong length is worse than none. The words are
 * compared as text_plain() gives them, so that they stand here in small letters, with a final sigma
 * as any other.
 */
#include "catalog/providers/runtime.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "domain/film.h"

enum { DIGITS_MAX = 9 };

static int64_t minutes_of(double seconds)
{
    return seconds >= MINUTE / 2 && seconds < (FILM_RUNTIME_MAX + 0.5) * MINUTE
               ? (int64_t)(seconds / MINUTE + 0.5)
               : 0;
}

/* "1.48" minutes are hours and minutes, more likely. */
static bool is_doubtful(double number, double unit)
{
    return unit == MINUTE && number > 0 && number < 10 && number != (int)number;
}

int64_t runtime_of_number(double number, enum runtime_unit alone)
{
    return is_doubtful(number, alone) ? 0 : minutes_of(number * (int)alone);
}

/* ---- pieces ---------------------------------------------------------------------------------- */

static bool take_character(const char **at, char c)
{
    if (**at != c)
        return false;
    ++*at;
    return true;
}

static const char *take_digits(const char **at, size_t *count)
{
    const char *digits = *at;

    *count = strspn(digits, "0123456789");
    *at += *count;
    return digits;
}

static bool has_digit(const char *text)
{
    return text[strcspn(text, "0123456789")] != '\0';
}

/* "108", "1.5", "1,5"; the comma of "1,234" stands between thousands. */
static bool take_decimal(const char **at, double *number)
{
    size_t count, behind;
    const char *digits = take_digits(at, &count), *more;
    char separator = **at;
    double place = 1;

    *number = 0;
    if (count == 0 || count > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        *number = *number * 10 + (digits[i] - '0');
    if ((separator != '.' && separator != ',') || !isdigit((unsigned char)(*at)[1]))
        return true;
    ++*at;
    more = take_digits(at, &behind);
    if (behind > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < behind; i++, place *= 10)
        *number = *number * 10 + (more[i] - '0');
    if (separator != ',' || behind != 3 || digits[0] == '0')
        *number /= place;
    return true;
}

/* ---- words of many languages ----------------------------------------------------------------- */

/* Between spaces; a word with a star is the beginning of one. */
static const struct {
    double seconds;
    const char *words;
} units[] = {
    {DAY, " d day days "},
    {HOUR,
     " h hr hrs hour* heure* std stdn stund* hora horas hores hs ora ore oră u uur uren t "
     "time timer timen tim timm* g godz godzin* hod hodin* ч час* год гадз* годин* sat sata sati "
     "сат сата сати ura ure ur uri óra órát saat sa tunti tuntia tund tundi val valand* "
     "ώρα ώρεσ ωρα ωρεσ ώ ω klst jam giờ שעה שעות ساعة ساعات ساعه ساعت ساعتان ساعتين שעתיים "
     "時間 时间 小时 小時 時 时 時间 시간 घंटा घंटे घण्टा घण्टे ชั่วโมง ชม "
     "soat orë oras awr uair ordu сағат саат цаг ժամ საათ* სთ گھنٹ* ঘণ্টা ঘন্টা तास કલાક மணி* "
     "గంట* ಗಂಟೆ* മണിക്കൂ* ម៉ោង နာရီ ຊົ່ວໂມງ "},
    {MINUTE,
     " m min mins mn minut* minuu* minút* mín ' ’ ′ мин м минут* хв хвил* хвіл* мін perc dk dak "
     "dakika* λεπτά λεπτό λεπτα λεπτ λ דקה דקות דק׳ דק دقيقة دقائق دقیقه 分 分钟 分鐘 分間 "
     "분 phút menit minit मिनट मिनिट* นาที mínút* minūt* minuč* dəqiq* daq* дақиқ* munud* dakikë "
     "nóim* мінут* мүнөт րոպե წუთ* წთ منٹ মিনিট મિનિટ நிமிட* నిమిష* ನಿಮಿಷ* മിനി* នាទី မိနစ် ນາທີ "},
    {0.001, " ms msec* millis* "},
    {1, " s sec* sek* seg* '' ′′ \" ” с сек* 秒 秒钟 秒鐘 초 giây detik saniye sn วินาที "},
};

static bool is_in_list(const char *words, const char *word, size_t length)
{
    for (const char *at = words; (at = strchr(at, ' ')) != NULL;) {
        size_t listed = strcspn(++at, " *");

        if (listed > 0 && memcmp(at, word, listed < length ? listed : length) == 0 &&
            (listed == length || (listed < length && at[listed] == '*')))
            return true;
    }
    return false;
}

/* Letters of any script, primes and quotes: what is not ASCII counts. */
static size_t word_length(const char *text)
{
    size_t quotes = strspn(text, "'\""), length = 0;

    if (quotes > 0)
        return quotes;
    while (isalpha((unsigned char)text[length]) || (text[length] & 0x80) != 0)
        length++;
    return length;
}

static void skip_spaces(const char **at)
{
    *at += strspn(*at, " ");
}

/* Seconds; 0: it is no unit. */
static double unit_of(const char *word, size_t length)
{
    for (size_t i = 0; length > 0 && i < COUNT_OF(units); i++)
        if (is_in_list(units[i].words, word, length))
            return units[i].seconds;
    return 0;
}

/* The "(s)" of "hour(s)", the "(n)" of "Stunde(n)". */
static void skip_plural(const char **at)
{
    enum { MOST = 3 /* letters */ };
    size_t letters = 0;

    if (**at != '(')
        return;
    while (letters <= MOST && isalpha((unsigned char)(*at)[1 + letters]))
        letters++;
    if (letters > 0 && letters <= MOST && (*at)[1 + letters] == ')')
        *at += letters + 2;
}

/* Seconds of the unit that stands there; 0: none does. */
static double take_unit(const char **at)
{
    const char *word = *at + strspn(*at, " ");
    size_t length;
    double unit;

    word += strncmp(word, "de ", 3) == 0 ? 3 : 0; /* Romanian, of twenty and more */
    length = word_length(word);
    unit = unit_of(word, length);
    if (unit == 0)
        return 0;
    *at = word + length;
    skip_plural(at);
    take_character(at, '.');
    return unit;
}

static const char joints[] = " and und et y e i a en in og och ja és es și и і та ve va და و ו ";

/* What stands between "1 h" and "48 min". */
static void skip_joint(const char **at)
{
    size_t length;

    *at += strspn(*at, " ,:&+/");
    length = word_length(*at);
    if (length > 0 && is_in_list(joints, *at, length) && strchr(" -", (*at)[length]) != NULL)
        *at += length + ((*at)[length] == '-'); /* Hebrew's "and" has a hyphen */
    skip_spaces(at);
}

/* ---- whole texts ----------------------------------------------------------------------------- */

/* "p1dt2h30m0s": what it says is added up; false: it is none. */
static bool read_iso(const char *text, double *seconds)
{
    static const char names[] = "wdhms";
    static const int lengths[] = {7 * DAY, DAY, HOUR, MINUTE, 1};
    size_t least = 0;
    bool time = false, any = false;

    *seconds = 0;
    if (!take_character(&text, 'p'))
        return false;
    while (*text != '\0') {
        double number;
        const char *name;

        time = take_character(&text, 't') || time;
        if (!take_decimal(&text, &number) || *text == '\0')
            return false;
        name = strchr(names, *text++);
        /* Years and months are no lengths of films. */
        if (number == 0 && !time && (text[-1] == 'y' || text[-1] == 'm'))
            continue;
        if (name == NULL || (size_t)(name - names) < least || time != (name - names >= 2))
            return false;
        least = (size_t)(name - names) + 1;
        *seconds += number * lengths[name - names];
        any = true;
    }
    return any;
}

/* "1:48", "01:48:00"; false: it is none. */
static bool read_clock(const char **text, double *seconds)
{
    const char *at = *text;
    double parts[3] = {0};
    size_t count, digits;

    for (count = 0; count < COUNT_OF(parts); count++) {
        const char *start;

        if (count > 0 && !take_character(&at, ':'))
            break;
        start = take_digits(&at, &digits);
        if (digits == 0 || digits > 2 || (count > 0 && (digits != 2 || start[0] > '5')))
            return false;
        parts[count] = start[0] - '0';
        if (digits == 2)
            parts[count] = parts[count] * 10 + (start[1] - '0');
    }
    if (count == 3 && (take_character(&at, '.') || take_character(&at, ',')))
        take_digits(&at, &digits);
    if (count < 2 || *at == ':')
        return false;
    *seconds = parts[0] * HOUR + parts[1] * MINUTE + parts[2];
    *text = at;
    return true;
}

/* Of a number that has none: behind hours it counts minutes, "1h48". */
static double unit_below(double before, const char *behind)
{
    skip_spaces(&behind);
    if (word_length(behind) > 0)
        return 0;
    return before == HOUR ? MINUTE : before == MINUTE ? 1 : 0;
}

/* "1 hour and a half", "1 heure et demie". */
static bool has_half(const char *behind)
{
    static const char halves[] = " half halb* demi* medi* mezz* meia halv* fél pół půl пол* 半 반 ";
    size_t length;

    behind += strspn(behind, " ,");
    length = word_length(behind);
    return length > 0 && (is_in_list(joints, behind, length) || is_in_list(halves, behind, length));
}

static bool read_row(const char **text, double *seconds)
{
    double before = 0; /* the unit of the last number; 0: there was none */

    *seconds = 0;
    for (;;) {
        const char *at = *text;
        bool other = at[strspn(at, " ")] == '/'; /* "108 min / 95 min", but "1 h / 48 min" */
        double number, unit;

        skip_joint(&at);
        if (!isdigit((unsigned char)*at))
            return before > 0 && (before < HOUR || !has_half(*text));
        if (!take_decimal(&at, &number))
            return false;
        unit = take_unit(&at);
        if (unit == 0 && !other)
            unit = unit_below(before, at);
        if (unit == 0 || (before > 0 && unit >= before) || is_doubtful(number, unit))
            return other && (unit > 0 || before < HOUR);
        /* "1 h 75 min" is a slip; "0 h 108 min" is none. */
        if (*seconds > 0 && number * unit >= before)
            return other;
        *seconds += number * unit;
        before = unit;
        *text = at;
    }
}

/* The end, or comments. */
static bool ends(const char *text)
{
    skip_spaces(&text);
    return *text == '\0' || strchr("(|[;", *text) != NULL;
}

/* Words without a number, too. */
static bool is_rest(const char *text)
{
    return ends(text) || text[strspn(text, " ")] == '/' || !has_digit(text);
}

/* "an hour and 48 min" says more than its number; "Time: 108 min" only has a label. */
static bool has_hours(const char *text, const char *end)
{
    const char *last = end;

    while (last > text && last[-1] == ' ')
        last--;
    if (last > text && last[-1] == ':')
        return false;
    while (text < end) {
        size_t length = word_length(text);

        if (unit_of(text, length) >= HOUR)
            return true;
        text += length > 0 ? length : 1;
    }
    return false;
}

/* Where the first number begins; NULL: what stands before it makes it another one, or none. */
static const char *skip_prefix(const char *text)
{
    static const char *const signs[] = {"-", "−", "–", " ."};
    const char *start = text + strcspn(text, "0123456789");
    size_t length = (size_t)(start - text);

    if (*start == '\0' || (length > 0 && isalpha((unsigned char)start[-1])) || *text == '.')
        return NULL;
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        size_t sign = strlen(signs[i]);

        if (length >= sign && memcmp(start - sign, signs[i], sign) == 0)
            return NULL;
    }
    return has_hours(text, start) ? NULL : start;
}

/* "108", "ca. 108", "Runtime: 108": a number that says no unit. */
static bool read_alone(const char *text, const char *at, double *number)
{
    static const char labels[] =
        " about around approx* ca c circa cirka cerca env environ etwa aprox* około okolo около ≈ "
        "約 约 runtime running time duration laufzeit dauer durée duración duração durata 片长 ";

    while (text < at) {
        size_t length = word_length(text);

        if (length > 0 ? !is_in_list(labels, text, length) : strchr(" .:~+", *text) == NULL)
            return false;
        text += length > 0 ? length : 1;
    }
    return take_decimal(&at, number) && ends(at);
}

/* "1½" becomes "1.5"; made plain it would be eleven halves. */
static const char *spell_half(struct arena *arena, const char *text)
{
    const char *half = strstr(text, "½");

    if (half == NULL || half == text || !isdigit((unsigned char)half[-1]))
        return text;
    return arena_printf(arena, "%.*s.5%s", (int)(half - text), text, half + strlen("½"));
}

int64_t runtime_of_text(struct arena *arena, const char *text, enum runtime_unit alone)
{
    const char *plain = text_plain(arena, spell_half(arena, text)), *at;
    double seconds, number;

    if (read_iso(plain, &seconds))
        return minutes_of(seconds);
    at = skip_prefix(plain);
    if (at == NULL)
        return 0;
    if (read_alone(plain, at, &number))
        return runtime_of_number(number, alone);
    if (read_clock(&at, &seconds)) {
        double unit = take_unit(&at);

        return (unit == 0 || unit == HOUR) && is_rest(at) ? minutes_of(seconds) : 0;
    }
    return read_row(&at, &seconds) && is_rest(at) ? minutes_of(seconds) : 0;
}
