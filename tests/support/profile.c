#include "support/profile.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

enum { HEAD = 128, TABLE = 4, HUGE_SIZE = 2 * 1024 * 1024 };

/* One that vips brings along. */
static struct picture built_in(const char *name)
{
    VipsBlob *blob = NULL;
    struct picture profile;
    const void *bytes;
    size_t size;

    if (VIPS_INIT("tests") != 0 || vips_profile_load(name, &blob, NULL) != 0)
        abort();
    bytes = vips_blob_get(blob, &size);
    profile = picture_fake(bytes, size, size);
    vips_area_unref(VIPS_AREA(blob));
    return profile;
}

static struct picture take(cmsHPROFILE made)
{
    struct picture profile;
    cmsUInt32Number size = 0;

    if (made == NULL || !cmsSaveProfileToMem(made, NULL, &size))
        abort();
    profile = picture_fake("", 0, size);
    if (!cmsSaveProfileToMem(made, profile.bytes, &size))
        abort();
    cmsCloseProfile(made);
    return profile;
}

static cmsHPROFILE make_grey(void)
{
    cmsToneCurve *curve = cmsBuildGamma(NULL, 2.2);
    cmsHPROFILE made = cmsCreateGrayProfile(cmsD50_xyY(), curve);

    cmsFreeToneCurve(curve);
    return made;
}

static cmsHPROFILE make_link(void)
{
    cmsToneCurve *curves[3];
    cmsHPROFILE made;

    for (size_t i = 0; i < 3; i++)
        curves[i] = cmsBuildGamma(NULL, 3.0);
    made = cmsCreateLinearizationDeviceLink(cmsSigRgbData, curves);
    cmsFreeToneCurveTriple(curves);
    return made;
}

static void make_noise(char *bytes, size_t size)
{
    unsigned state = 1;

    for (size_t i = 0; i < size; i++) {
        state = state * 1103515245U + 12345U;
        bytes[i] = (char)(state >> 16);
    }
}

/* sRGB, `size` bytes of it, noise from `torn` on; its head still says its whole size. */
static struct picture damaged(size_t size, size_t torn)
{
    auto_picture struct picture whole = built_in("srgb");
    struct picture profile = picture_fake(whole.bytes, size < whole.size ? size : whole.size, size);

    if (torn < size)
        make_noise(profile.bytes + torn, size - torn);
    return profile;
}

static struct picture with_tail(size_t size)
{
    struct picture profile = damaged(size, size);

    for (int i = 0; i < 4; i++)
        profile.bytes[i] = (char)(size >> (24 - 8 * i));
    return profile;
}

static size_t table_end(void)
{
    auto_picture struct picture whole = built_in("srgb");

    return HEAD + TABLE + 12 * (size_t)(unsigned char)whole.bytes[HEAD + TABLE - 1];
}

struct picture profile_make(enum profile kind)
{
    switch (kind) {
    case PROFILE_NONE:
        return picture_fake("", 0, 0);
    case PROFILE_SRGB:
        return built_in("srgb");
    case PROFILE_P3:
        return built_in("p3");
    case PROFILE_GREY:
        return take(make_grey());
    case PROFILE_CMYK:
        return built_in("cmyk");
    case PROFILE_LAB:
        return take(cmsCreateLab4Profile(NULL));
    case PROFILE_XYZ:
        return take(cmsCreateXYZProfile());
    case PROFILE_LINK:
        return take(make_link());
    case PROFILE_HUGE:
        return with_tail(HUGE_SIZE);
    case PROFILE_CUT:
        return damaged(table_end() + 40, SIZE_MAX);
    case PROFILE_TORN:
        return damaged(table_end() + 2000, table_end());
    case PROFILE_EMPTY:
        return damaged(HEAD, SIZE_MAX);
    case PROFILE_SHORT:
        return damaged(HEAD / 2, SIZE_MAX);
    case PROFILE_NOISE:
        return damaged(3000, 0);
    }
    abort();
}
