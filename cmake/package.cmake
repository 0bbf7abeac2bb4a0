# The Debian package that `./dev package` makes (cpack -G DEB), and what an installation has besides
# the programs and the page. The program knows where its page is installed, so the package goes to
# the prefix that it was built for; systemd looks for units below /usr and /usr/local alike.

install(FILES ${PROJECT_SOURCE_DIR}/docs/marquee.service DESTINATION lib/systemd/system)
install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_PACKAGE_NAME ${PROJECT_NAME})
set(CPACK_PACKAGE_CONTACT "The Marquee maintainers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Server for a group that watches films together")
set(CPACK_PACKAGE_DESCRIPTION "Members propose films, everybody sees the posters and votes.
A page for phones and desktops, and a REST API, over one SQLite file.")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Besides the libraries: whom https may trust, when summer time is, and who makes Marquee's user.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, adduser")
set(scripts ${PROJECT_SOURCE_DIR}/cmake/debian)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${scripts}/postinst ${scripts}/prerm ${scripts}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
include(CPack)
