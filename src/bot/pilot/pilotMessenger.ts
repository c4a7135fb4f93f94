import { type Messenger } from '../../pim/ports.ts';
import { type PilotDoor } from '../../pim/pilot/pilotDoor.ts';

/** How long a message waits whose receiver cannot be looked up. Seconds. */
const AGAIN_SECONDS = 60;

/**
 * A messenger behind the door of a first group: what is for nobody in it is left out and not sent later. Without a door
 * the messenger itself.
 */
export const throughPilotDoor = (messenger: Messenger, door: PilotDoor | undefined): Messenger =>
  door === undefined
    ? messenger
    : {
        deliver: async (person, message, attempt) => {
          switch (await door.message(person, message)) {
            case 'served':
              return messenger.deliver(person, message, attempt);
            case 'notYet':
              return { kind: 'nothing' };
            case 'unknown':
              return { kind: 'later', afterSeconds: AGAIN_SECONDS };
          }
        },
      };
