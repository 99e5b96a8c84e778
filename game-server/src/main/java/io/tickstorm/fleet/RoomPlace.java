package io.tickstorm.fleet;

import io.tickstorm.room.RoomListing;

/**
 * A room and the server that has it. Immutable.
 *
 * @param url WebSocket address of that server; empty for the server that was asked
 */
public record RoomPlace(RoomListing room, String url) {}
