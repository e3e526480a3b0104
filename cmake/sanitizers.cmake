if(LEYDEN_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(LEYDEN_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
elseif(LEYDEN_SANITIZE)
  message(FATAL_ERROR "LEYDEN_SANITIZE is '${LEYDEN_SANITIZE}'; allowed are address, thread and empty")
endif()

# Half the time of -O2 -g to compile; stack traces have their lines still.
if(LEYDEN_SANITIZE)
  add_compile_options(-O1 -g1)
endif()
