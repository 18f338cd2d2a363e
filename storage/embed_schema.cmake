# SPDX-License-Identifier: EUPL-1.2
# Puts detail/schema/<kind>_<number>_<what>.sql, in the order of their names, into a source file.
set(embedded_schema ${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp)
file(GLOB schema CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/detail/schema/*.sql)
set(migrations "")
foreach(file IN LISTS schema)
  get_filename_component(stem ${file} NAME_WE)
  string(REGEX MATCH "^([a-z]+)_0*([0-9]+)_" named ${stem})
  set(entry "\n        {\"${CMAKE_MATCH_1}\", ${CMAKE_MATCH_2}, R\"sql(")
  file(READ ${file} sql)
  string(APPEND migrations "${entry}${sql})sql\"},")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endforeach()
configure_file(${CMAKE_CURRENT_SOURCE_DIR}/detail/migrations.cpp.in ${embedded_schema} @ONLY)
