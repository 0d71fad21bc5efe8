/** An invented article: hours before the world's noon, its headline, what stands below it, and whether it has a picture. */
export interface Headline {
  readonly hoursAgo: number
  readonly title: string
  readonly lead: string
  readonly picture?: boolean
}

const told = (hoursAgo: number, title: string, lead: string): Headline => ({ hoursAgo, title, lead })
const shown = (hoursAgo: number, title: string, lead: string): Headline => ({ hoursAgo, title, lead, picture: true })

/** What six outlets that do not exist wrote in one week. Some of it is about the same events, in two languages. */
export const HEADLINES: Readonly<Record<string, readonly Headline[]>> = {
  'le-fil': [
    shown(
      5,
      'Semi-conducteurs : Orvane va construire une usine de puces à Dunkerque pour 4,2 milliards d’euros',
      'Le fondeur Orvane promet 1 800 emplois à Dunkerque ; les premières tranches de silicium sortiraient de l’usine en 2029.',
    ),
    shown(
      2,
      'Intelligence artificielle : le Parlement européen adopte un registre des grands modèles',
      'Les fournisseurs devront y inscrire l’énergie consommée à l’entraînement et l’origine de leurs données.',
    ),
    told(
      12,
      'Panne géante chez l’hébergeur Nimbelis : des milliers de sites hors ligne pendant six heures',
      'Une mise à jour du réseau a coupé trois centres de données de Nimbelis, à Lille, Francfort et Turin.',
    ),
    told(
      26,
      'À Brest, un navire-câblier ouvre ses ponts aux écoliers',
      'Le temps d’un week-end, l’équipage a montré comment on répare une fibre par trois mille mètres de fond.',
    ),
    shown(
      31,
      'Recherche : un mémoire à base de tellure garde ses données cinquante ans sans courant',
      'Le laboratoire de Grenoble espère un premier circuit de série dans trois ans.',
    ),
    told(
      50,
      'Le prix de la mémoire vive remonte de 12 % en un mois',
      'Les fabricants de téléphones passent commande plus tôt que d’habitude.',
    ),
    told(
      55,
      'Télévision : trois chaînes régionales partagent leurs archives',
      'Douze mille heures de reportages seront en libre accès au printemps.',
    ),
    told(
      75,
      'Cybersécurité : un hôpital de Limoges retrouve ses dossiers après huit jours',
      'L’établissement n’a pas payé la rançon ; des sauvegardes hors ligne ont suffi.',
    ),
    shown(
      98,
      'Un satellite de la taille d’une boîte à chaussures cartographie le méthane',
      'Ses mesures, publiées chaque semaine, visent d’abord les décharges à ciel ouvert.',
    ),
    told(
      121,
      'Start-up : la lyonnaise Batavia lève 60 millions d’euros pour recycler les batteries',
      'Un second site ouvrirait près de Charleroi.',
    ),
  ],
  'quai-nord': [
    shown(
      9,
      'Dunkerque : Orvane choisit le port pour sa future usine de puces à 4,2 milliards d’euros',
      'Le chantier de l’usine Orvane commencera en mars à Dunkerque, à côté du terminal méthanier ; 1 800 emplois sont annoncés.',
    ),
    told(
      7,
      'Nimbelis : la panne de l’hébergeur a touché des milliers de sites et deux préfectures',
      'L’hébergeur Nimbelis parle d’une mise à jour du réseau qui a mal tourné dans ses centres de données de Lille et de Francfort.',
    ),
    told(
      22,
      'Les péniches du canal passent à l’électrique, écluse par écluse',
      'Vingt bornes seront posées entre Dunkerque et Lille avant l’été.',
    ),
    shown(
      35,
      'Le carillon de Bergues rejoué par un réseau de neurones',
      'Les carillonneurs jugent le résultat juste, mais un peu trop régulier.',
    ),
    told(
      47,
      'Douanes : des scanners plus rapides au terminal ouest',
      'Un conteneur sera vu en quarante secondes au lieu de trois minutes.',
    ),
    told(
      60,
      'Une école de soudure pour les champs d’éoliennes',
      'Quarante élèves la première année, le double ensuite.',
    ),
    told(
      80,
      'Marée noire évitée au large de Calais',
      'Un remorqueur a repris le cargo en dérive à un mille des bancs.',
    ),
    shown(
      104,
      'Le phare de Gravelines s’allume de nouveau',
      'Sa lanterne, démontée pièce à pièce, a passé quatre ans en atelier.',
    ),
    told(130, 'Port : le trafic de lithium double', 'Il vient d’Australie et repart vers l’Allemagne par le rail.'),
  ],
  'la-puce': [
    shown(
      13,
      'Orvane à Dunkerque : ce que gravera l’usine à 4,2 milliards d’euros',
      'Des puces de 22 et 12 nanomètres pour l’automobile : ce que l’on sait de l’usine d’Orvane à Dunkerque.',
    ),
    told(
      3,
      'Nimbelis raconte sa panne, minute par minute',
      'L’hébergeur Nimbelis publie le journal de la mise à jour qui a coupé ses centres de données et des milliers de sites.',
    ),
    told(
      16,
      'Un pilote graphique libre pour les puces Kestrel',
      'Écrit sans documentation, il passe déjà neuf tests sur dix.',
    ),
    shown(
      29,
      'Essai : le portable Fjord 14 se démonte avec une pièce de monnaie',
      'Clavier, écran et batterie se changent en dix minutes ; le prix, lui, ne baisse pas.',
    ),
    told(
      41,
      'RISC-V : la carte mère à 39 euros qui veut équiper les collèges',
      'Son fabricant promet dix ans de mises à jour.',
    ),
    told(
      52,
      'Faille dans l’ouverture des archives ZIP : deux éditeurs corrigent',
      'Un nom de fichier trop long suffisait à faire exécuter du code.',
    ),
    told(
      66,
      'Pourquoi les claviers compacts reviennent',
      'Moins de touches, plus de couches : nous en avons tapé cent mille mots.',
    ),
    shown(
      90,
      'Photonique : des puces qui calculent avec la lumière quittent le laboratoire',
      'Trois start-up annoncent leurs premiers clients, tous dans les centres de données.',
    ),
    told(
      115,
      'Le format JPEG a trente-quatre ans et se porte bien',
      'Ses remplaçants sont meilleurs ; il reste partout.',
    ),
  ],
  meridian: [
    shown(
      1,
      'Orvane picks Dunkirk for a 4.2 billion euro chip plant',
      'Orvane will build its chip plant in Dunkirk, with 1,800 jobs; the first silicon wafers are due in 2029.',
    ),
    shown(
      4,
      'European Parliament votes for a register of large AI models',
      'Providers of artificial intelligence will have to state the energy used for training and where their data came from.',
    ),
    told(
      11,
      'Thousands of sites offline for six hours as the host Nimbelis fails',
      'A network update took down three data centres of Nimbelis in Lille, Frankfurt and Turin.',
    ),
    told(
      19,
      'The quiet return of the village telephone box',
      'Forty councils have put in a line again, this time with fibre and a bench.',
    ),
    told(
      33,
      'Rail freight wants its own timetable',
      'Operators say that one slot in five is lost to a late passenger train.',
    ),
    shown(
      44,
      'A library that lends seeds counts its first harvest',
      'Of the 900 packets that left in spring, 610 came back.',
    ),
    told(
      58,
      'Why nobody repairs the office printer',
      'A survey of 300 firms finds that each waits for another department.',
    ),
    told(
      72,
      'Insurers ask how long a data centre can run without the grid',
      'The honest answer, said one operator, is until the diesel goes stale.',
    ),
    shown(
      96,
      'Night trains sell out before the summer timetable is printed',
      'Three operators add carriages that were built in 1988.',
    ),
    told(
      118,
      'The map makers who walk every street twice',
      'Once for the pavement, once for the shade: a city counts its trees.',
    ),
  ],
  chipwatch: [
    told(
      17,
      'Orvane confirms Dunkirk chip plant: 12 and 22 nanometres for cars',
      'The 4.2 billion euro chip plant of Orvane in Dunkirk will make car chips, not processors; 1,800 jobs are promised.',
    ),
    told(
      14,
      'Memory prices climb 12 per cent in a month',
      'Makers of phones order early, and two fabs in Korea are being retooled.',
    ),
    shown(
      24,
      'Kestrel tapes out a RISC-V processor with 64 cores',
      'First silicon is expected in June; the company shows a board that fits a cake tin.',
    ),
    told(
      38,
      'What a mask costs at two nanometres',
      'Five people who buy them gave five answers, none below twenty million dollars.',
    ),
    told(
      48,
      'Export rules for lithography tools change again',
      'The third revision in two years adds spare parts and takes out training.',
    ),
    shown(
      63,
      'Substrates are what runs short now, not lithography',
      'They are sold out until autumn; one maker bought a chocolate factory for its clean rooms.',
    ),
    told(
      84,
      'An open process kit for 130 nanometres, five years on',
      'Students have taped out 2,400 designs. Most of them work.',
    ),
    told(
      109,
      'The physicist who listens to transistors',
      'A worn gate has a sound, says she, and has the recordings to prove it.',
    ),
  ],
  harbour: [
    told(
      8,
      'MEPs adopt register of large AI models and their energy use',
      'The European Parliament wants artificial intelligence providers to publish the energy of training and the origin of data.',
    ),
    shown(
      13,
      'Nimbelis outage: what six hours without a host cost small shops',
      'With Nimbelis down and thousands of sites offline, one florist took orders by telephone and sold out by noon.',
    ),
    told(
      20,
      'Cable ship spends a week over a hole the size of a coin',
      'An anchor had dragged the fibre two kilometres out of its trench.',
    ),
    told(
      36,
      'Tide clock in the harbour office is right for the first time since 1961',
      'A retired watchmaker found a tooth missing.',
    ),
    shown(54, 'Robots learn to peel crabs, slowly', 'At eleven crabs an hour the cannery keeps its people.'),
    told(
      69,
      'Ransomware gang apologises to a library',
      'The keys came by post, with a note and a stamp that was not franked.',
    ),
    told(
      88,
      'Ferry timetable becomes an open data set',
      'Two apps appeared within a day; one of them knows about fog.',
    ),
    told(
      112,
      'Start-up turns old masts into loudspeakers',
      'The wood has been drying for a century and rings like a bell.',
    ),
  ],
}

/** Titles of a column that appears twice a week and goes back for months. */
export const COLUMN: readonly string[] = [
  'Letters about semiconductors and the weather',
  'A question of clouds, data centres and umbrellas',
  'What the artificial intelligence said to the gardener',
  'Notes on a ransomware attack that did not happen',
  'Start-ups of the week, and what became of last year’s',
  'Wafers for breakfast: a visit to a fab',
]
