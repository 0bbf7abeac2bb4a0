/* catalog/runtime: how long a film is, however a provider writes it. */
#include "catalog/providers/fields.h"

#include <string.h>

#include "support/check.h"

struct row {
    const char *text;
    int64_t minutes;
};

static void hold(const struct row *rows, size_t count, enum runtime_unit alone)
{
    auto_arena struct arena arena = {0};
    int wrong = 0;

    for (size_t i = 0; i < count; i++) {
        int64_t minutes = runtime_of_text(&arena, rows[i].text, alone);

        if (minutes == rows[i].minutes)
            continue;
        print_error("\"%s\" is read as %lld, not %lld\n", rows[i].text, (long long)minutes,
                    (long long)rows[i].minutes);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void test_runtime__minutes(void **state)
{
    static const struct row rows[] = {
        {"108", 108},
        {"108 min", 108},
        {"108min", 108},
        {"108 min.", 108},
        {"108 mins.", 108},
        {"108 Minutes", 108},
        {"108 minute", 108},
        {"108m", 108},
        {"108 mn", 108},
        {"108'", 108},
        {"108\u2019", 108},
        {"108\u2032", 108},
        {"1,234 min", 1234},
        {"+128", 128},
        {"108.0", 108},
        {"108.4 min", 108},
        {"1", 1},
        {"1 min", 1},
        {" 108\u00a0min ", 108},
        {"108\u202fmin", 108},
        {"\uff11\uff10\uff18\uff4d\uff49\uff4e", 108},
        {"90 min 30 s", 91},
        {"90' 20\"", 90},
        {"90\u2032 20\u2033", 90},
        {"6480000 ms", 108},
    };

    (void)state;
    hold(rows, COUNT_OF(rows), RUNTIME_MINUTES);
}

static const struct row hours_and_minutes[] = {
    {"1h48min", 108},
    {"2h 15m", 135},
    {"2h", 120},
    {"2 hours", 120},
    {"1h48", 108},
    {"01 h 48", 108},
    {"1 h 48 min", 108},
    {"1hr 48min", 108},
    {"1 hr. 48 min.", 108},
    {"1 hour, 48 minutes", 108},
    {"1 hour and 48 minutes", 108},
    {"2 hrs", 120},
    {"1.5 h", 90},
    {"1,5 h", 90},
    {"1.8 hours", 108},
    {"0h 45m", 45},
    {"0 h 108 min", 108},
    {"1h 48m 29s", 108},
    {"1h:48m", 108},
    {"1H48M", 108},
    {"1:48", 108},
    {"01:48", 108},
    {"1:48:00", 108},
    {"01:48:00.0000000", 108},
    {"1:48:31", 109},
    {"1:48 h", 108},
    {"00:45", 45},
    {"1d 0h", 1440},
    {"1h48'", 108},
    {"1h\u00a048\u00a0min", 108},
    {"1h48m0s", 108},
    {"01:48:00,500", 108},
    {"1\u00bd h", 90},
    {"1\u00bd Stunden", 90},
};

static void test_runtime__hours_and_minutes(void **state)
{

    (void)state;
    hold(hours_and_minutes, COUNT_OF(hours_and_minutes), RUNTIME_MINUTES);
}

static void test_runtime__iso_8601(void **state)
{
    static const struct row rows[] = {
        {"PT1H48M", 108}, {"PT108M", 108},       {"P0DT1H48M00S", 108},
        {"PT5400S", 90},  {"PT1H48M29.5S", 108}, {"pt2h", 120},
        {"PT1.8H", 108},  {"PT1,5H", 90},        {"P0Y0M0DT1H48M", 108},
        {"P1D", 1440},    {"PT0H108M", 108},     {"PT", 0},
        {"P", 0},         {"PT1M1H", 0},         {"P1M", 0},
        {"P1Y", 0},       {"-PT1H48M", 0},       {"PT1H48", 0},
        {"P1H", 0},       {"PT0S", 0},           {"P9D", 0},
    };

    (void)state;
    hold(rows, COUNT_OF(rows), RUNTIME_MINUTES);
}

static const struct row words_of_languages[] = {
    {"1 Std. 48 Min.", 108},
    {"2 Stunden", 120},
    {"1 Stunde und 48 Minuten", 108},
    {"1 Stdn 48", 108},
    {"1 heure 48 minutes", 108},
    {"2 heures", 120},
    {"1 hora y 48 minutos", 108},
    {"1 hora e 48 minutos", 108},
    {"1 ora e 48 minuti", 108},
    {"2 ore 15 minuti", 135},
    {"1 or\u0103 48 minute", 108},
    {"1 godz. 48 min", 108},
    {"1 godz. i 48 min.", 108},
    {"۱ ساعت و ۴۸ دقیقه", 108},
    {"1 שעה ו-48 דקות", 108},
    {"1 гадз 48 хв", 108},
    {"1 ชม. 48 นาที", 108},
    {"1 ч. и 48 мин.", 108},
    {"1ч48м", 108},
    {"1 heure et 30 mn", 90},
    {"1 uur en 48 minuten", 108},
    {"1 ώ. 48 λ.", 108},
    {"2 godziny 5 minut", 125},
    {"5 godzin", 300},
    {"1 hod. 48 min.", 108},
    {"2 hodiny 5 min\u00fat", 125},
    {"1 uur 48 minuten", 108},
    {"1u48", 108},
    {"1 tim 48 min", 108},
    {"1 timme och 48 minuter", 108},
    {"1 t 48 min", 108},
    {"2 timer og 5 minutter", 125},
    {"1 tunti 48 minuuttia", 108},
    {"1 \u00f3ra 48 perc", 108},
    {"1 saat 48 dakika", 108},
    {"1 sa. 48 dk.", 108},
    {"1 sat 48 min", 108},
    {"1 val. 48 min.", 108},
    {"1 ч 48 мин", 108},
    {"1 час 48 минут", 108},
    {"2 часа 15 минут", 135},
    {"108 мин.", 108},
    {"1 год 48 хв", 108},
    {"1 година и 48 минути", 108},
    {"1 ώρα 48 λεπτά", 108},
    {"2 ΩΡΕΣ 15 λεπτά", 135},
    {"1時間48分", 108},
    {"108分", 108},
    {"1 小时 48 分钟", 108},
    {"1小時48分鐘", 108},
    {"108分钟", 108},
    {"1시간 48분", 108},
    {"\uff11時間\uff14\uff18分", 108},
    {"片长：108分钟", 108},
    {"約108分", 108},
    {"1 giờ 48 phút", 108},
    {"1 jam 48 menit", 108},
    {"\u0661\u0660\u0668 دقيقة", 108},
    {"\u06f1\u06f0\u06f8 دقیقه", 108},
    {"\u200f108 דקות", 108},
    {"1 घंटा 48 मिनट", 108},
    {"1 ชั่วโมง 48 นาที", 108},
    {"1 oră și 48 de minute", 108},
    {"1 ura in 48 minut", 108},
    {"1 stunda 48 minūtes", 108},
    {"108 minučių", 108},
    {"108 мінут", 108},
    {"1 jam 48 minit", 108},
    {"1 saat 48 dəqiqə", 108},
    {"1 soat 48 daqiqa", 108},
    {"1 сағат 48 минут", 108},
    {"1 orë 48 minuta", 108},
    {"1 awr 48 munud", 108},
    {"1 სთ 48 წთ", 108},
    {"1 ժամ 48 րոպե", 108},
    {"1 گھنٹہ 48 منٹ", 108},
    {"১ ঘণ্টা ৪৮ মিনিট", 108},
    {"1 மணி 48 நிமிடங்கள்", 108},
    {"1 గంట 48 నిమిషాలు", 108},
    {"1 മണിക്കൂർ 48 മിനിറ്റ്", 108},
};

static void test_runtime__words_of_many_languages(void **state)
{

    (void)state;
    hold(words_of_languages, COUNT_OF(words_of_languages), RUNTIME_MINUTES);
}

static void test_runtime__words_around_it(void **state)
{
    static const struct row rows[] = {
        {"ca. 108 min", 108},
        {"1 hour(s) 48 minute(s)", 108},
        {"1 Stunde(n) 48 Minute(n)", 108},
        {"Time: 108 min", 108},
        {"時間：108分", 108},
        {"2 h (120 min)", 120},
        {"108 min (1h48)", 108},
        {"Runtime: 1h 48m", 108},
        {"~108 min", 108},
        {"~108", 108},
        {"USA:108 min", 108},
        {"108 min (director's cut: 120 min)", 108},
        {"108 min | 95 min", 108},
        {"108 min / 95 min", 108},
        {"108 min; 95 min", 108},
        {"1 h / 48 min", 108},
        {"1h/48m/30s", 109},
        {"2 h / 150 min", 120},
        {"1 h 48 min / 2 h 5 min", 108},
        {"108 min / 95", 108},
        {"108 min per episode", 108},
        {"1h 48m (108 min)", 108},
        {"108 (uncut)", 108},
        {"approx. 108", 108},
        {"ca. 108", 108},
        {"~ 108", 108},
        {"Runtime: 108", 108},
        {"Laufzeit: ca. 108 (FSK 12)", 108},
    };

    (void)state;
    hold(rows, COUNT_OF(rows), RUNTIME_MINUTES);
}

static const struct row unreadable[] = {
    {"", 0},
    {" ", 0},
    {"N/A", 0},
    {"unknown", 0},
    {"0", 0},
    {"0 min", 0},
    {"-5", 0},
    {"-108 min", 0},
    {"\u2212108", 0},
    {"1,5", 0},
    {"1.5", 0},
    {"1.5 min", 0},
    {"1.48 min", 0},
    {"an hour and 48 minutes", 0},
    {"eine Stunde 48 Min.", 0},
    {"ساعة و 48 دقيقة", 0},
    {"two hours 15 min", 0},
    {"1 1/2 h", 0},
    {"\u00bd h", 0},
    {"1 heure et demie", 0},
    {"2 hours and a half", 0},
    {"1 hora y media", 0},
    {"1시간 반", 0},
    {"episode 108", 0},
    {"1 h / 48", 0},
    {"1 season", 0},
    {"3 episodes", 0},
    {"2 h 35 mm", 0},
    {"16 mm", 0},
    {"1h 75min", 0},
    {"1h-48min", 0},
    {"90-100 min", 0},
    {"108:00", 0},
    {"1:75", 0},
    {"1:4", 0},
    {"1:48:00:00", 0},
    {"1:48 min", 0},
    {"S01E02", 0},
    {"tt0111161", 0},
    {"9999 min", 0},
    {"100 h", 0},
    {"1441", 0},
    {"99999999999999999999", 0},
    {"1 foo", 0},
    {"1 of 2", 0},
    {"min 108 x 5", 0},
    {".5 h", 0},
    {"1e3", 0},
    {"0x6c", 0},
    {"48 min 1 h", 0},
    {"1 min 1 min", 0},
    {"1999-05-21", 0},
    {"1.48.00", 0},
};

/* No length is better than a wrong one, and above all than one minute. */
static void test_runtime__what_cannot_be_read_is_unknown(void **state)
{

    (void)state;
    hold(unreadable, COUNT_OF(unreadable), RUNTIME_MINUTES);
}

static void test_runtime__seconds_where_the_field_counts_them(void **state)
{
    static const struct row rows[] = {
        {"4860", 81}, {"4860s", 81}, {"4,860", 81}, {"4860.0", 81}, {"108 min", 108}, {"PT81M", 81},
        {"29", 0},    {"30", 1},     {"-4860", 0},  {"999999", 0},  {"1:21:00", 81},
    };

    (void)state;
    hold(rows, COUNT_OF(rows), RUNTIME_SECONDS);
}

static void test_runtime__numbers_of_json(void **state)
{
    static const struct {
        const char *json;
        enum runtime_unit alone;
        int64_t minutes;
    } cases[] = {
        {"{\"r\":108}", RUNTIME_MINUTES, 108},     {"{\"r\":108.4}", RUNTIME_MINUTES, 108},
        {"{\"r\":\"108\"}", RUNTIME_MINUTES, 108}, {"{\"r\":1}", RUNTIME_MINUTES, 1},
        {"{\"r\":1.5}", RUNTIME_MINUTES, 0},       {"{\"r\":0}", RUNTIME_MINUTES, 0},
        {"{\"r\":-1e300}", RUNTIME_MINUTES, 0},    {"{\"r\":1e300}", RUNTIME_MINUTES, 0},
        {"{\"r\":null}", RUNTIME_MINUTES, 0},      {"{\"r\":[108]}", RUNTIME_MINUTES, 0},
        {"{\"r\":true}", RUNTIME_MINUTES, 0},      {"{}", RUNTIME_MINUTES, 0},
        {"{\"r\":4860}", RUNTIME_SECONDS, 81},     {"{\"r\":\"4860\"}", RUNTIME_SECONDS, 81},
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = json_loads(cases[i].json, 0, NULL);
        int64_t minutes = field_runtime(&arena, json, "r", cases[i].alone);

        if (minutes != cases[i].minutes)
            fail_msg("%s is read as %lld", cases[i].json, (long long)minutes);
        json_decref(json);
    }
}

SUITE(test_runtime)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runtime__minutes),
        cmocka_unit_test(test_runtime__hours_and_minutes),
        cmocka_unit_test(test_runtime__iso_8601),
        cmocka_unit_test(test_runtime__words_of_many_languages),
        cmocka_unit_test(test_runtime__words_around_it),
        cmocka_unit_test(test_runtime__what_cannot_be_read_is_unknown),
        cmocka_unit_test(test_runtime__seconds_where_the_field_counts_them),
        cmocka_unit_test(test_runtime__numbers_of_json),
    };

    return RUN(tests);
}
