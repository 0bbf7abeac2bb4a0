# The Debian package that `./dev package` makes (cpack -G DEB), and what an installation has besides
# the programs and the page: its service, its user, its folders, and the licences of what it embeds.
# The program knows where its page is installed, so the package goes to the prefix that it was built
# for; systemd looks below /usr and /usr/local alike.

# Whoever builds it may have a strict umask; whoever installs it reads the page.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})

set(scripts ${PROJECT_SOURCE_DIR}/cmake/debian)
set(written ${PROJECT_BINARY_DIR}/debian)
file(READ ${PROJECT_SOURCE_DIR}/docs/marquee.service unit)
string(REPLACE /usr/libexec/marquee/marquee ${MARQUEE_PROGRAM_INSTALLED} unit "${unit}")
string(REPLACE /usr/share/doc/marquee ${CMAKE_INSTALL_FULL_DOCDIR} unit "${unit}")
file(CONFIGURE OUTPUT ${written}/marquee.service CONTENT "${unit}" @ONLY)
configure_file(${scripts}/tmpfiles.conf.in ${written}/tmpfiles.conf @ONLY)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${PROJECT_SOURCE_DIR}/docs/marquee.service)

install(FILES ${written}/marquee.service DESTINATION lib/systemd/system)
install(FILES ${scripts}/sysusers.conf DESTINATION lib/sysusers.d RENAME marquee.conf)
install(FILES ${written}/tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME marquee.conf)
install(FILES ${scripts}/marquee.env DESTINATION ${CMAKE_INSTALL_DATADIR}/marquee)

install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${scripts}/copyright
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
set(licences ${CMAKE_INSTALL_DOCDIR}/licences)
set(others ${PROJECT_SOURCE_DIR}/frontend)
file(GLOB font_licences CONFIGURE_DEPENDS ${others}/fonts/*-OFL.txt)
install(FILES ${font_licences} ${others}/vendor/lean-qr-LICENSE.txt
  ${others}/docs/vendor/swagger-ui-bundle.js.LICENSE.txt DESTINATION ${licences})
install(FILES ${others}/docs/vendor/LICENSE DESTINATION ${licences} RENAME swagger-ui-LICENSE)
install(FILES ${others}/docs/vendor/NOTICE DESTINATION ${licences} RENAME swagger-ui-NOTICE)

# Whoever builds a package is its maintainer: Debian's tools know them by these two.
set(maintainer "The Marquee maintainers <maintainers@marquee.example>")
if(DEFINED ENV{DEBFULLNAME} AND DEFINED ENV{DEBEMAIL})
  set(maintainer "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()

set(CPACK_PACKAGE_NAME ${PROJECT_NAME})
set(CPACK_PACKAGE_CONTACT ${maintainer})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Server for a group that watches films together")
set(CPACK_PACKAGE_DESCRIPTION "Members propose films, everybody sees the posters and votes.
A page for phones and desktops, and a REST API, over one SQLite file.")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Besides the libraries: whom https may trust, when summer time is, and what makes Marquee's user and
# its folders.
string(CONCAT CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, "
  "systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${scripts}/postinst ${scripts}/prerm ${scripts}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
include(CPack)
