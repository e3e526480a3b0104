include(CMakePackageConfigHelpers)

install(TARGETS leyden leyden_io EXPORT leydenTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS leyden_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY gallery DESTINATION ${CMAKE_INSTALL_DATADIR}/leyden)
install(DIRECTORY python/figures DESTINATION ${CMAKE_INSTALL_DATADIR}/leyden/python
        PATTERN "__pycache__" EXCLUDE)
install(EXPORT leydenTargets NAMESPACE leyden::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/leyden)
configure_package_config_file(
  cmake/leydenConfig.cmake.in ${PROJECT_BINARY_DIR}/leydenConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/leyden)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/leydenConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/leydenConfig.cmake
              ${PROJECT_BINARY_DIR}/leydenConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/leyden)
