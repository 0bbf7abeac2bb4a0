/* Loops of jansson's and the system's, for cppcheck, which does not read their headers. */
#define json_array_foreach(array, index, value)                                                    \
    for (index = 0; index < json_array_size(array) && (value = json_array_get(array, index));      \
         index++)
#define json_object_foreach(object, key, value)                                                    \
    for (void *at = json_object_iter(object);                                                      \
         at && (key = json_object_iter_key(at)) && (value = json_object_iter_value(at));           \
         at = json_object_iter_next(object, at))
#define TAILQ_FOREACH(item, list, field)                                                           \
    for ((item) = (list)->tqh_first; (item) != NULL; (item) = (item)->field.tqe_next)
