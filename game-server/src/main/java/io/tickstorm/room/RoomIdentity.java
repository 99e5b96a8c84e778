package io.tickstorm.room;

/**
 * What names a room and stays.
 *
 * @param code four letters, in the URL
 * @param epoch ticks of two epochs have nothing in common
 * @param isPublic quick play may lead here
 * @param endsWhenEmpty false for the one room that is always there
 */
record RoomIdentity(String code, int epoch, boolean isPublic, boolean endsWhenEmpty) {}
