"""The words of the junk generator: templates in our own words, filled by :mod:`scorer.eval.training.junk.generator`.

``{name}``, ``{place}``, ``{topic}``, ``{number}``, ``{site}``, ``{month}`` and the like are filled at random.
"""

from __future__ import annotations

GIVEN = "Alma Bertil Corin Dagny Edvard Fenna Goran Hilde Ivo Jonna Kasimir Leona Milos Nerys Orla Pavel Quilla Rasmus"
GIVEN_NAMES = tuple((GIVEN + " Sunniva Tomas Ursel Viggo Wanda Xaver Yrsa Zeno Maribel Dexter Odessa Kellen").split())
FAMILY_NAMES = tuple(
    "Abendroth Brackwater Castellane Dunmore Eikeland Farrowby Grunewald Halloran Ingersen Jablonka Kettleby Lindqvist "
    "Marchetti Norrington Okonjo Pettersen Quennell Rosegrave Stavanger Tremaine Umbridge Valcourt Weatherby Yardley "
    "Zielonka Hartmann Schowalter Gutkowska Mertz Kulasson".split()
)
PLACES = tuple(
    "Harrowgate Lindmouth Port-Averil Kestrel-Bay Nordhaven Altenfels Monteverro Brackley Ostrava-South Carrick "
    "Silverdale Tannenberg Eastmarch Wexcombe Rivermoor Dunhollow".replace("-", " ").split()
)
TOPICS = (
    "fuel prices|rail fares|the harvest|flood defences|school meals|water rights|the budget|housing|fishing quotas|"
    "the election|air quality|hospital waiting lists|wind farms|the ferry strike|data centres|bread prices"
).split("|")
SITES = "The Daily Lantern|Harbour News|MetroWire|Northfield Post|Globe Today|NewsNest|The Ledger Online".split("|")
JOBS = "Welder|Tax Examiner|Visual Designer|Geologist|Bookbinder|Radio Operator|Florist|Crane Driver|Actuary".split("|")
MONTHS = "January February March April May June July August September October November December".split()
COMPANIES = "{family} LLC|{family} Inc|{family} and Sons|{family}-{family} Group|{family} PLC|{family} GmbH".split("|")

HEADLINES = (
    "{place} mayor says {topic} will decide the next vote",
    "{place} and {place} agree to share costs of {topic} after months of talks",
    "Police in {place} search for driver after crash on coast road",
    "Minister {family} resigns as row over {topic} grows",
    "{family} wins third term in {place} by a narrow margin",
    "Why {topic} worries the people of {place}",
    "{number} workers face the axe as {place} plant closes",
    "Watch: crowds gather in {place} as storm nears the coast",
    "Five things to know about {topic} this week",
    "Court orders {place} council to pay back {number} million over {topic}",
    "Singer {given} {family} cancels tour, cites exhaustion",
    "{place} United sack manager {family} after fifth defeat in a row",
    "How {given} {family} built a fortune out of old boats",
    "Scientists find new species of beetle near {place}",
    "President {family} to visit {place} next week for talks on {topic}",
    "Shares slide as {topic} unsettle investors",
    "Teenager rescued from cliff near {place} after night-long search",
    "Union calls strike over {topic} from {month} {day}",
)

#: Field names of author cards by language: name, username, email, birth, address, phone, company, job, bio,
#: followers, following, website.
FIELDS: dict[str, tuple[str, ...]] = {
    "en": tuple("Name|Username|Email|Birthdate|Address|Phone|Company|Job|Bio|followers|following|Website".split("|")),
    "en2": tuple(
        "Full name|User name|E-mail|Date of birth|Location|Phone number|Employer|Occupation|About|Followers|Following"
        "|Homepage".split("|")
    ),
    "de": tuple(
        "Name|Benutzername|E-Mail|Geburtsdatum|Adresse|Telefon|Firma|Beruf|Über mich|Abonnenten|Folgt|Webseite".split(
            "|"
        )
    ),
    "fr": tuple(
        "Nom|Nom d'utilisateur|Courriel|Date de naissance|Adresse|Téléphone|Entreprise|Profession|Biographie|Abonnés"
        "|Abonnements|Site web".split("|")
    ),
    "es": tuple(
        "Nombre|Usuario|Correo electrónico|Fecha de nacimiento|Dirección|Teléfono|Empresa|Ocupación|Biografía"
        "|Seguidores|Siguiendo|Sitio web".split("|")
    ),
    "pt": tuple(
        "Nome|Usuário|E-mail|Data de nascimento|Endereço|Telefone|Empresa|Profissão|Biografia|Seguidores|Seguindo"
        "|Site".split("|")
    ),
    "it": tuple(
        "Nome|Nome utente|Posta elettronica|Data di nascita|Indirizzo|Telefono|Azienda|Professione|Biografia|Seguaci"
        "|Seguiti|Sito web".split("|")
    ),
    "ru": tuple(
        "Имя|Логин|Почта|Дата рождения|Адрес|Телефон|Компания|Должность|О себе|Подписчики|Подписки|Сайт".split("|")
    ),
    "tr": tuple(
        "Ad Soyad|Kullanıcı adı|E-posta|Doğum tarihi|Adres|Telefon|Şirket|Meslek|Hakkında|Takipçi|Takip"
        "|Web sitesi".split("|")
    ),
    "nl": tuple(
        "Naam|Gebruikersnaam|E-mail|Geboortedatum|Adres|Telefoonnummer|Bedrijf|Beroep|Over mij|Volgers|Volgend"
        "|Website".split("|")
    ),
    "pl": tuple(
        "Imię i nazwisko|Nazwa użytkownika|E-mail|Data urodzenia|Adres|Telefon|Firma|Zawód|O mnie|Obserwujący"
        "|Obserwowani|Strona".split("|")
    ),
    "fi": tuple(
        "Nimi|Käyttäjätunnus|Sähköposti|Syntymäaika|Osoite|Puhelin|Yritys|Ammatti|Kuvaus|Seuraajat|Seuratut"
        "|Kotisivu".split("|")
    ),
}
CARD_HEADINGS = (
    "Detail Author:|About the author|Author Profile|Author details:|Author Information|Writer|Profile:|User Info|"
    "Contributor card||||Meet the writer|== Author ==|Über den Autor|À propos de l'auteur|Sobre el autor|Об авторе"
).split("|")

LATIN = (
    "et ut qui quis sed non est aut voluptas dolorem quia nihil eos rerum eum sint quo omnis magni velit ipsa nemo "
    "quam quasi vel ea ab dolor fugit officia sunt enim autem cumque vitae earum saepe harum illo modi nisi ratione "
    "soluta tempora ullam unde veniam neque porro debitis itaque iure natus odit optio quidem recusandae repellat "
    "sequi suscipit tenetur totam voluptatem asperiores beatae blanditiis consequatur deleniti ducimus eligendi"
).split()
LATIN_CLASSIC = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit. Integer nec odio praesent libero.",
    "Sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium doloremque laudantium.",
    "Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur.",
    "Vestibulum ante ipsum primis in faucibus orci luctus et ultrices posuere cubilia curae.",
)
PLACEHOLDERS = (
    "{{article_body}}|[INSERT QUOTE HERE]|[Insert name of spokesperson]|TODO: add a paragraph about {topic}|"
    "This is a test. test test test|Your text goes here|{{ page.title }}|Dear {{first_name}},|Click to edit this text|"
    "[PHOTO CAPTION]|${author.name}|This is sample text for the article page.|[ADD SOURCE]|Subtitle goes here|"
    "<%= headline %>|[City, State]|XXX placeholder text XXX|[DATE TK]|Lorem ipsum|Enter your caption here"
).split("|")

FURNITURE = (
    "Sign up for our newsletter and never miss a story from {site}",
    "Subscribe to {site} for as little as {number} cents a week",
    "Get the day's top stories delivered straight to your inbox every morning.",
    "We use cookies to give you the best experience on our website. By continuing to browse you accept our cookie "
    "policy.",
    "This website uses cookies. Accept all | Manage preferences | Reject",
    "Share this article: Facebook Twitter WhatsApp Email",
    "Facebook Twitter LinkedIn Pinterest Reddit Copy link",
    "Click here to read more from {site}",
    "Follow {site} on Facebook and Twitter for the latest updates.",
    "ADVERTISEMENT",
    "Advertisement - story continues below",
    "Article continues after advertisement",
    "READ MORE: {headline}",
    "Read also: {headline}",
    "Related: {headline}",
    "See also: {headline}",
    "RELATED | {headline}",
    "Don't miss: {headline}",
    "MORE: {headline}",
    "Photo: {given} {family}/{site}",
    "Image credit: {given} {family} / Getty Images",
    "Home > News > {place} > Politics",
    "Home | World | Sport | Business | Culture | Weather | Contact us",
    "© 2024 {site}. All rights reserved.",
    "Copyright 2023 {site}. This material may not be published, broadcast or redistributed.",
    "Log in or create a free account to continue reading",
    "Already a subscriber? Log in here",
    "Download our app for breaking news alerts",
    "Leave a comment below and join the conversation",
    "{number} comments",
    "Tags: {topic}, {place}, {topic}, news",
    "Filed under: {place}, {topic}",
    "Skip to main content",
    "Terms of Use | Privacy Policy | Contact | Advertise | Careers",
    "Support independent journalism: make a donation to {site} today",
    "Enable JavaScript to view this video.",
    "Watch the video below:",
    "Like us on Facebook and tell us what you think",
    "If you enjoyed this story, share it with your friends!",
    "{site} may earn a commission when you buy through links on this page.",
    "Your email address will not be published. Required fields are marked *",
    "Want more stories like this? Join our mailing list.",
    "You have {number} free articles left this month.",
    "Listen to this article · {day} min",
    "Turn on notifications to be the first to know",
)
LIST_HEADINGS = (
    "Related Stories:|Related articles|More from {site}|You may also like|Most read|Trending now|Recommended for you|"
    "Also on {site}|Top stories|Read next|Popular this week|Latest news|Editor's picks|More on this story|"
    "What others are reading|In other news"
).split("|")
CONTENTS_HEADINGS = "Table of Contents|Contents|In this article|Jump to|On this page".split("|")

RESIDUE = (
    "(as mentioned in the source)|As stated in the provided article, the figures are preliminary.|"
    "Based on the provided data, no further details are available.|As an AI language model, I do not have opinions on "
    "this matter.|Here is the rewritten article:|Certainly! Here's a rewritten version of the text in a neutral tone:|"
    "I cannot browse the internet, so I can't verify this claim.|As of my last knowledge update, no date had been set.|"
    "The text you provided does not say who was present.|In this rewritten version, the quotes have been kept.|"
    "[Your Name]|Let me know if you would like me to make any changes.|The source text does not specify the exact "
    "amount.|Note: This article was generated based on the information given in the prompt.|According to the input "
    "text, talks will go on.|Sure, here is a summary of the article:|I hope this meets your requirements!|The provided "
    "context doesn't contain the date of the meeting.|I'm sorry, but I can't assist with that request.|My training "
    "data only goes up to 2021.|(the original article does not name him)|Would you like me to shorten it?|"
    "Below is a 500-word article written in a journalistic style:|The user has asked for a neutral tone.|"
    "As per the source material, the vote was close.|I have rephrased the article as requested while keeping the "
    "facts.|(specific date not provided in the source)|The article you shared describes the event in detail."
).split("|")

FILLER = (
    "In this comprehensive guide, we will explore everything you need to know about {topic}.",
    "If you are looking for the best information about {topic}, look no further.",
    "This article has been optimized for search engines and follows the latest SEO best practices.",
    "By following E-E-A-T principles, this content demonstrates expertise and trustworthiness.",
    "In this article, we will delve into {topic} and discuss why it matters to you.",
    "Our team of experts has written this detailed article to help you understand {topic} better.",
    "Keep reading to discover the top {number} facts about {topic} that will surprise you.",
    "Whether you're a beginner or an expert, this ultimate guide to {topic} has got you covered.",
    "Keywords: {topic}, best {topic}, {topic} near me, {topic} 2024",
    "This blog post aims to rank on the first page of Google for {topic}.",
    "Thank you for reading our in-depth article on {topic}; be sure to bookmark this page.",
    "To improve your search rankings, use the keyword {topic} in the title and the meta description.",
    "So, without further ado, let's dive into the fascinating world of {topic}.",
    "This well-researched article provides valuable insights and is a must-read for anyone interested in {topic}.",
    "Frequently asked questions about {topic} are answered at the end of this informative post.",
)
STUFFED = (
    "best {topic}|cheap {topic}|{topic} online|{topic} near me|{topic} 2024|buy {topic}|top {topic}|{topic} deals|"
    "{topic} reviews|{topic} tips|latest {topic} news|{topic} guide"
).split("|")

STUBS = (
    "… Read more|... [Read more]|[…]|... (more)|... Continue reading|\nRead the full story|[...] Continue reading →|"
    "… Read the whole report on our site|\nClick here for the full text.|...\nFull text: https://{site}.example/story|"
    " […]\nThe post The news of the day appeared first on The Daily Post.|\nContinue reading at the source|"
    "\nTo read the rest of this report, visit our site."
).split("|")
COUNTS = "… [+{count} chars]|... [+{count} chars]|… [{count} characters more]| (+{count} more characters)".split("|")
WALLS = (
    "This story is for subscribers only.|Subscribe to read the rest of this story.|You have used all of your free "
    "articles this month.|Log in or register to keep reading.|To read on, start your free trial.|The full text is "
    "available to members.|Become a member to unlock this article.|Already a subscriber? Log in.|Continue reading with "
    "a {site} subscription.|Choose your plan: 4.99 a month, cancel any time.|This content is reserved for registered "
    "readers. Create a free account to continue.|You've reached your monthly limit. Subscribe now for full access."
).split("|")
COMMENT_HEADINGS = "{number} comments|Comments|Join the conversation|Readers' comments|Top comments".split("|")
COMMENTS = (
    "Nobody asked us about {topic}.|Typical. They said the same in {place} ten years ago.|Great piece, thank you!|"
    "First!!|Why is there no word on {topic}?|My uncle worked there and he says it is all nonsense.|lol|"
    "This is what happens when you vote for clowns.|I live in {place} and it smells every morning."
).split("|")
