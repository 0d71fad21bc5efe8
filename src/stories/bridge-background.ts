/**
 * In how many of so many English and French articles the commoner bridge keys stand: `key english french`. Written by
 * bench/bridge-background.ts from 15,000 headlines of February 2026; not to be edited by hand.
 */
export const BRIDGE_BACKGROUND = {
  english: 8706,
  french: 6220,
  counts: `c:account 29 47|c:activist 48 30|c:actor 12 22|c:addict 12 21|c:adoption 13 2|c:advert 28 23|c:agent 310 38
|c:ai 890 402|c:ambassador 21 37|c:amnesty_law 11 6|c:ancient 3 48|c:anniversary 13 3|c:app 171 34|c:army 79 50
|c:assistant 39 21|c:athlete 6 22|c:available 39 19|c:award 11 133|c:baby 8 13|c:bank 52 38|c:battery 28 22
|c:bear 16 1|c:biathlon 2 51|c:book 23 10|c:border 13 5|c:broadcast 84 32|c:browser 45 9|c:budget 19 14|c:bug 53 32
|c:building 71 10|c:camera 31 11|c:campaign 20 28|c:candidate 7 36|c:car 23 71|c:carrier_ship 1 11|c:ceo 64 41
|c:chairman 11 0|c:champion 4 30|c:champions_league 10 30|c:charger 12 13|c:cheap 34 40|c:chef 19 0|c:child 35 38
|c:chip 21 19|c:citizen 13 3|c:city 38 22|c:claim 48 68|c:climate 9 12|c:cloud 40 4|c:coach 32 8|c:code 225 60
|c:coffee 11 4|c:collection 12 1|c:color 28 4|c:computer 87 18|c:congress 14 4|c:console 4 10|c:contract 12 8
|c:copyright 6 27|c:country 27 34|c:couple 4 11|c:court 40 69|c:crisis 35 26|c:crypto 161 69|c:customer 34 15
|c:data 125 77|c:datacenter 14 15|c:day 116 96|c:deal 89 27|c:debt 10 5|c:defence 22 22|c:defend 13 11
|c:delivery 22 12|c:director 20 5|c:discount 0 11|c:document 95 35|c:dog 10 16|c:door 6 26|c:download 25 4
|c:driver 48 12|c:drone 27 23|c:drug 29 17|c:economy 18 25|c:electric_vehicle 13 24|c:electricity 2 49|c:email 20 17
|c:emergency 6 21|c:encrypt 18 5|c:end 71 78|c:energy 31 25|c:episode 9 14|c:euthanasia 0 11|c:exchange 11 2
|c:expensive 8 21|c:extraterrestrial 10 11|c:eye 17 13|c:factory 13 6|c:fake 16 18|c:family 34 17|c:fan 26 8
|c:far_right 33 17|c:farm 8 36|c:fear 71 69|c:feature 122 36|c:film 18 45|c:final 26 31|c:flag 16 14|c:football 10 26
|c:forecast 32 8|c:founder 45 19|c:friend 17 11|c:fund 53 52|c:game 137 91|c:gang 28 18|c:gas 12 4|c:gene 5 11
|c:glasses 12 8|c:goal 6 10|c:gold 34 49|c:government 36 26|c:grant 11 0|c:growth 27 13|c:hand 12 19
|c:headphone 18 26|c:health 37 20|c:heart 6 24|c:help 64 22|c:history 24 71|c:hockey 8 23|c:horse 13 4|c:hotel 11 3
|c:house 94 28|c:identity 12 15|c:image 70 74|c:import 12 8|c:inflation 11 9|c:interest_rate 31 3|c:interview 36 21
|c:investor 49 51|c:ipo 16 2|c:island 23 7|c:job 50 24|c:judge 17 28|c:keyboard 10 1|c:king 18 8|c:land 30 20
|c:language 29 2|c:law 23 34|c:left_wing 0 27|c:level 26 21|c:license 11 4|c:light 19 3|c:list 23 21|c:location 13 12
|c:loss 32 8|c:malware 39 7|c:man 67 49|c:manufactur 17 17|c:map 14 46|c:match 5 33|c:mayor 3 34|c:memory 45 15
|c:message 21 7|c:migrant 18 5|c:milk 0 13|c:mining 28 4|c:minister 24 21|c:model 131 34|c:month 75 67|c:moon 11 1
|c:mother 7 14|c:mountain 15 15|c:museum 10 7|c:music 38 15|c:muslim 11 10|c:nationalist 4 15|c:native 20 1
|c:network 57 22|c:newspaper 30 38|c:night 8 19|c:nuclear 34 28|c:number 12 4|c:occupied 18 13|c:oil 20 6|c:old 42 31
|c:olympic 42 167|c:open_source 110 19|c:operating_system 26 6|c:order 32 4|c:package 14 4|c:parent 12 19
|c:parliament 22 31|c:partner 35 12|c:party 35 33|c:passport 10 1|c:password 18 9|c:peace 48 24|c:pension 9 17
|c:phone 41 43|c:pilot 5 15|c:plane 10 30|c:player 19 17|c:police 63 43|c:port 10 3|c:president 68 53|c:preview 29 2
|c:price 172 147|c:prince 42 23|c:prison 29 48|c:privacy 37 2|c:profit 74 25|c:prosecut 7 33|c:protect 22 42
|c:quantum 12 10|c:racist 11 25|c:rain 5 26|c:ransomware 22 2|c:record 49 61|c:reform 11 7|c:regulat 24 22
|c:report 91 25|c:revenue 88 50|c:review 41 24|c:risk 57 86|c:rival 18 15|c:road 10 34|c:robot 38 31|c:rocket 11 16
|c:royal 12 3|c:rugby 0 14|c:rumour 13 3|c:sale 120 1|c:satellite 14 4|c:save 22 34|c:school 15 28|c:science 38 14
|c:screen 43 20|c:search 41 22|c:season 34 40|c:secret 39 23|c:security 138 44|c:self_driving 42 13|c:series 28 60
|c:server 48 10|c:sex 7 13|c:ship 25 7|c:shop 50 23|c:silver 5 23|c:skating 10 19|c:ski 27 74|c:sleep 10 2
|c:smartwatch 8 29|c:snow 9 36|c:social_media 27 29|c:software 37 17|c:son 14 10|c:space 34 23|c:speaker 14 6
|c:speed 25 12|c:spy 8 10|c:stablecoin 45 19|c:stake 26 35|c:star 22 11|c:stock_market 161 11|c:storage 29 17
|c:streaming 19 10|c:student 25 24|c:study 29 22|c:summit 25 16|c:supreme_court 39 14|c:surveillance 14 20
|c:suspect 18 25|c:tariff 76 32|c:tax 26 34|c:teacher 4 17|c:team 61 18|c:teen 12 20|c:text 21 9|c:token 33 2
|c:tourist 16 16|c:trade 30 19|c:train 23 24|c:translat 10 3|c:university 10 9|c:update 167 33|c:user 72 43
|c:vaccin 12 1|c:victim 16 29|c:video 94 65|c:village 3 13|c:violence 17 51|c:voice 30 12|c:vulnerabilit 22 112
|c:wallet 16 3|c:war 87 85|c:water 18 29|c:weapon 25 36|c:website 27 24|c:week 91 63|c:whale 10 4|c:wife 10 2
|c:wireless 11 3|c:wolf 2 11|c:woman 32 35|c:worker 66 43|c:world 76 58|c:world_cup 14 51|c:year 181 75|c:young 12 37
|e:accident 5 25|e:accus 68 52|e:acqui 124 63|e:admit 8 30|e:age_verification 11 7|e:airstrike 27 65|e:allow 20 35
|e:announc 61 79|e:appeal 9 38|e:appoint 39 19|e:approve 19 15|e:arrest 94 108|e:attack 105 81|e:audit 11 3
|e:avalanche 25 49|e:ban 48 35|e:block 55 40|e:bomb 41 52|e:breach 54 43|e:build 101 8|e:cancel 25 28|e:charges 24 72
|e:collaps 8 15|e:confirm 32 34|e:crackdown 11 2|e:critici 36 86|e:cut_off 8 12|e:defeat 31 53|e:delay 21 49
|e:demand 49 107|e:deport 10 3|e:discover 16 37|e:election 43 36|e:evacuat 0 27|e:execut 34 14|e:expand 26 16
|e:exploit 85 11|e:fall 143 85|e:fine 22 12|e:fire 24 44|e:flood 11 130|e:genocide 11 4|e:guilty 14 48|e:hack 59 40
|e:hire 20 19|e:impeach 12 7|e:injur 13 37|e:investigat 64 82|e:kill 252 373|e:launch 239 227|e:lawsuit 43 65
|e:layoff 10 28|e:medal 11 45|e:merge 21 2|e:missing 27 14|e:murder 19 45|e:open 78 76|e:phishing 26 29
|e:promise 29 52|e:protest 53 14|e:raid 11 6|e:raise 59 32|e:rape 8 17|e:recall 7 11|e:reject 37 33|e:release 172 88
|e:repair 5 10|e:replace 24 23|e:rescue 13 45|e:resign 18 45|e:restor 10 3|e:return 52 87|e:reveal 58 88
|e:rise 110 74|e:sanction 15 19|e:sentenc 24 63|e:sequel 15 4|e:shooting 31 25|e:shortage 23 19|e:shut 62 42
|e:smuggl 3 19|e:speech 11 11|e:stab 20 14|e:stolen 54 20|e:stop 91 57|e:storm 12 47|e:suicide 5 10|e:support 116 20
|e:talks 98 45|e:terror 8 12|e:test 106 51|e:threat 55 62|e:trailer 13 15|e:trial 25 38|e:verdict 24 5|e:visit 15 12
|e:warn 95 49|e:win 102 90|id:f1 19 3|id:gf38 0 12|id:ios26 13 3|id:ios26.4 69 20|id:iphone18 18 7|id:ligue1 0 12
|id:ligue2 0 10|id:linux7.0 43 0|id:pixel10a 6 10|id:ps5 9 10|id:s26 19 20|id:switch2 15 12|id:tvos26.4 10 1
|id:ubuntu26.04 11 1|id:windows11 54 16|k:abando 6 15|k:accele 17 18|k:access 43 6|k:across 32 0|k:action 18 1
|k:activi 5 10|k:actual 10 14|k:adapte 2 12|k:admini 10 22|k:adopte 0 22|k:affair 2 31|k:affich 0 15|k:agains 69 0
|k:agenci 12 0|k:ajoute 0 13|k:almost 10 0|k:alpini 0 23|k:alread 14 0|k:altern 12 16|k:amelio 0 32|k:analys 23 6
|k:androi 6 10|k:anothe 35 0|k:appare 0 10|k:appren 0 10|k:approa 12 0|k:approc 0 10|k:around 15 0|k:arrive 18 53
|k:aspira 0 12|k:associ 3 26|k:attein 0 18|k:attemp 12 0|k:attend 3 49|k:attent 4 17|k:aucune 0 12|k:aurait 0 12
|k:author 16 0|k:automa 25 20|k:autono 1 15|k:autori 0 11|k:autour 0 17|k:autres 0 21|k:avance 0 14|k:avanta 0 11
|k:avenir 0 20|k:backed 11 0|k:barrag 1 15|k:batail 0 15|k:battle 22 0|k:beauco 0 13|k:become 18 0|k:before 53 3
|k:begins 11 0|k:behind 17 0|k:better 24 0|k:betwee 24 0|k:biento 0 32|k:bigges 28 0|k:billio 49 4|k:booste 1 11
|k:breakt 11 0|k:brings 24 0|k:busine 27 3|k:capaci 3 10|k:capita 7 20|k:celebr 15 12|k:centai 0 14|k:centra 2 13
|k:centre 4 15|k:ceremo 0 16|k:certai 1 15|k:challe 15 0|k:chance 5 14|k:change 42 62|k:channe 12 0|k:charge 11 19
|k:chasse 0 15|k:cherch 0 11|k:chiffr 0 11|k:chinoi 0 12|k:choisi 0 22|k:circul 0 11|k:classe 0 25|k:classi 10 9
|k:claude 11 1|k:colere 0 12|k:collab 10 13|k:collec 4 14|k:combat 1 20|k:coming 48 0|k:comman 13 5|k:commen 16 156
|k:commis 3 17|k:commun 7 35|k:compag 0 10|k:compan 41 0|k:compet 5 11|k:comple 26 23|k:compos 3 11|k:compre 2 13
|k:concer 2 17|k:condit 8 11|k:confer 1 14|k:confia 0 12|k:confid 8 10|k:config 14 6|k:confli 6 10|k:connec 17 35
|k:consei 0 18|k:consid 11 4|k:consom 0 12|k:contai 11 0|k:conten 7 19|k:contex 16 4|k:contin 12 23|k:contra 3 17
|k:contre 0 136|k:contro 40 22|k:conver 13 9|k:course 3 24|k:create 15 15|k:creati 7 13|k:creato 10 1|k:critic 14 0
|k:cybers 3 16|k:debarq 0 14|k:debute 1 11|k:decade 10 1|k:decisi 11 31|k:declar 7 13|k:defini 1 14|k:depart 8 22
|k:depass 0 15|k:depend 8 10|k:deploy 12 0|k:depuis 0 65|k:dernie 0 46|k:design 34 14|k:desorm 0 23|k:despit 18 3
|k:detail 17 7|k:detect 12 11|k:deuxie 0 25|k:devant 0 18|k:develo 9 16|k:deveni 0 14|k:devenu 0 24|k:device 38 1
|k:devien 0 30|k:differ 16 11|k:diffic 5 22|k:digita 12 4|k:direct 16 128|k:dispos 0 10|k:divide 11 1|k:divise 0 14
|k:doiven 0 10|k:dollar 8 69|k:double 16 19|k:droite 0 10|k:during 17 0|k:editio 5 13|k:editor 12 4|k:effort 11 10
|k:electr 5 16|k:emotio 1 10|k:encore 1 50|k:engine 31 1|k:enhanc 10 0|k:enorme 0 10|k:enough 14 0|k:enregi 0 11
|k:entend 0 18|k:enterp 20 1|k:entrep 1 63|k:enviro 8 12|k:epreuv 0 17|k:erreur 0 14|k:estima 16 5|k:estime 0 14
|k:etaien 0 10|k:evenem 0 12|k:events 10 0|k:everyo 10 0|k:everyt 22 0|k:evolut 1 11|k:except 1 15|k:exclus 8 12
|k:existe 2 10|k:expans 11 0|k:expect 30 1|k:experi 22 12|k:expert 17 9|k:explai 19 0|k:expliq 0 20|k:expose 15 18
|k:extens 13 6|k:extrem 7 13|k:faster 11 0|k:favori 11 14|k:featur 10 0|k:federa 10 4|k:femini 0 17|k:fevrie 0 85
|k:finale 3 10|k:finall 26 0|k:financ 16 24|k:foncti 0 10|k:forfai 0 17|k:former 31 4|k:framew 13 2|k:franca 0 52
|k:franch 3 10|k:future 21 8|k:genera 51 48|k:genere 0 17|k:geniel 10 0|k:gestio 0 11|k:gettin 28 0|k:global 45 0
|k:govern 13 1|k:grande 0 44|k:grands 0 13|k:gratui 0 36|k:grosse 0 14|k:groupe 0 12|k:groups 16 0|k:habita 0 17
|k:handle 13 0|k:happen 37 0|k:hardwa 15 0|k:heures 0 20|k:higher 11 0|k:holdin 11 1|k:hommag 0 32|k:hospit 1 11
|k:hosted 15 0|k:humain 0 22|k:identi 4 14|k:illega 14 13|k:immobi 0 10|k:impact 11 12|k:impliq 0 12|k:import 7 11
|k:impose 3 17|k:impres 5 15|k:improv 34 2|k:incide 6 13|k:includ 20 0|k:increa 16 0|k:incroy 0 10|k:indust 12 27
|k:inedit 0 20|k:infant 1 12|k:inform 6 29|k:infras 16 10|k:initia 11 2|k:insoum 0 25|k:inspir 10 7|k:instal 16 24
|k:insurr 10 3|k:integr 17 28|k:intell 8 19|k:intens 7 14|k:intere 4 11|k:interf 12 11|k:interi 10 13|k:intern 21 17
|k:invite 2 22|k:ipados 11 0|k:iphone 33 23|k:issues 20 0|k:jamais 0 47|k:janvie 0 12|k:justic 10 0|k:kernel 11 0
|k:laisse 0 17|k:latest 39 0|k:leader 38 4|k:levier 0 12|k:libert 1 10|k:librar 10 0|k:lightw 10 0|k:limite 9 27
|k:linked 20 0|k:little 12 1|k:longer 11 0|k:lowest 10 0|k:machin 12 2|k:mainte 1 35|k:majeur 0 18|k:malgre 0 22
|k:manage 18 3|k:mandat 1 14|k:manque 0 22|k:marche 0 67|k:market 81 14|k:marque 0 21|k:massiv 8 17|k:mauvai 0 15
|k:medias 0 13|k:meetin 24 12|k:meille 0 57|k:member 14 0|k:mercre 0 21|k:mesure 0 20|k:method 2 10|k:metres 0 10
|k:mettre 0 14|k:millia 0 76|k:millie 0 18|k:millio 89 113|k:minute 9 16|k:missed 11 0|k:missio 13 9|k:mistak 10 0
|k:mobile 4 12|k:modern 14 8|k:moment 16 21|k:monito 15 0|k:mortel 0 18|k:moteur 0 15|k:multip 14 4|k:munici 0 35
|k:nation 11 34|k:nature 0 11|k:nearly 18 0|k:needed 13 0|k:nombre 0 11|k:nouvea 2 161|k:nouvel 0 196|k:numeri 1 39
|k:offens 1 11|k:office 18 2|k:offici 32 33|k:ongoin 11 0|k:online 12 0|k:operat 14 19|k:optimi 7 10|k:option 12 16
|k:orange 2 10|k:ordonn 0 10|k:organi 7 17|k:oublie 0 13|k:paraly 0 16|k:parfai 0 11|k:parisi 0 10|k:parlem 0 13
|k:partic 6 20|k:partir 0 13|k:passag 0 11|k:passer 0 14|k:pendan 2 28|k:people 39 5|k:perfec 11 0|k:perfor 24 21
|k:permis 6 10|k:person 15 87|k:pertur 0 10|k:petite 0 14|k:peuven 0 18|k:phenom 0 12|k:plasma 12 2|k:platef 0 29
|k:platfo 27 2|k:pleine 0 15|k:plusie 0 32|k:points 1 11|k:polemi 0 12|k:policy 14 2|k:politi 28 36|k:popula 11 9
|k:portab 10 13|k:possib 12 35|k:potent 10 3|k:pourqu 0 154|k:pourra 0 49|k:pouvoi 0 19|k:powere 25 1|k:powerf 15 0
|k:pratiq 0 12|k:predic 21 4|k:prefer 2 11|k:prelev 0 10|k:premie 7 91|k:prendr 0 15|k:prepar 8 39|k:presqu 0 10
|k:pressi 1 19|k:pressu 13 0|k:preven 6 10|k:prevoi 0 10|k:princi 5 14|k:privat 14 2|k:privil 0 13|k:proble 26 15
|k:proces 10 0|k:procha 0 26|k:proche 0 13|k:produc 47 27|k:produi 0 59|k:profil 6 10|k:progra 21 1|k:progre 16 15
|k:projec 31 1|k:projet 0 40|k:prompt 20 2|k:propos 15 42|k:propre 0 17|k:protoc 12 4|k:provoq 0 14|k:public 26 30
|k:publiq 0 12|k:puissa 0 21|k:qualif 0 11|k:quatre 0 40|k:quelle 0 43|k:quelqu 0 20|k:questi 13 24|k:quotid 0 10
|k:racont 0 18|k:raison 0 29|k:rapide 0 15|k:rappeu 0 13|k:rating 12 1|k:rattra 0 12|k:realis 2 10|k:realit 5 12
|k:really 13 0|k:reason 12 0|k:recomm 10 7|k:regard 0 21|k:region 7 21|k:rejoin 0 13|k:relais 0 33|k:relanc 0 16
|k:relati 11 12|k:remain 17 0|k:renfor 0 21|k:renver 0 17|k:report 31 0|k:repren 0 17|k:repres 2 16|k:reques 20 0
|k:requir 10 0|k:resear 12 0|k:respon 19 21|k:rester 0 15|k:result 15 2|k:resume 8 11|k:reteni 0 11|k:retire 0 17
|k:retrou 0 29|k:reussi 0 13|k:revolu 1 20|k:rights 20 0|k:rumore 10 0|k:runnin 22 0|k:runtim 10 0|k:samedi 0 13
|k:savoir 0 27|k:scanne 13 1|k:script 10 0|k:second 28 14|k:secure 15 0|k:securi 0 15|k:servic 17 25|k:seulem 0 12
|k:shares 39 0|k:should 42 0|k:signal 16 12|k:silenc 4 20|k:simple 14 16|k:single 13 0|k:situat 4 18|k:skills 15 1
|k:slalom 2 11|k:social 4 11|k:soiree 0 12|k:soluti 9 19|k:someth 10 0|k:souhai 0 10|k:soupco 0 17|k:souver 0 21
|k:specia 6 14|k:sprint 1 10|k:standa 14 2|k:startu 25 14|k:states 10 0|k:statio 5 19|k:strate 16 34|k:stream 11 0
|k:strike 29 2|k:strong 16 1|k:struct 13 10|k:succes 10 9|k:sugges 16 0|k:suivre 0 13|k:supply 13 0|k:suppor 0 10
|k:surpri 16 23|k:surviv 12 4|k:switch 27 14|k:system 45 20|k:target 37 6|k:techni 7 17|k:techno 5 30|k:temoig 0 10
|k:tensio 18 14|k:termin 10 25|k:territ 5 11|k:things 19 0|k:thrill 11 1|k:throug 11 0|k:tokeni 14 10|k:touche 1 25
|k:toujou 0 57|k:tourne 0 12|k:toutes 0 17|k:toward 10 0|k:tracke 15 2|k:tradin 10 6|k:traite 0 12|k:transc 20 3
|k:transf 7 29|k:travai 1 38|k:treasu 12 0|k:trigge 12 0|k:troubl 10 7|k:trouve 0 16|k:trying 15 0|k:turned 15 0
|k:ubuntu 13 2|k:upcomi 17 0|k:upgrad 11 1|k:utilis 0 42|k:valeur 0 11|k:vendre 0 12|k:versio 18 17|k:veulen 0 14
|k:vigila 0 44|k:vision 15 8|k:visual 19 1|k:volont 0 16|k:vraime 0 39|k:window 64 18|k:withou 41 0|k:workin 17 0
|n:1.2e6 3 12|n:100 12 9|n:144 15 2|n:6000 11 1|p:afghanistan 19 11|p:africa 17 16|p:alps 8 39|p:asia 15 2
|p:australia 45 7|p:austria 14 9|p:bangladesh 16 1|p:belgium 2 10|p:berlinale 5 10|p:bitcoin 222 113|p:brazil 21 6
|p:britain 122 34|p:california 30 5|p:canada 19 18|p:china 75 50|p:cuba 32 6|p:epstein 82 81|p:europe 58 121
|p:european_union 47 27|p:fbi 11 1|p:fed 22 6|p:france 98 443|p:gaza 54 17|p:geneva 16 18|p:germany 19 27
|p:hungary 11 4|p:india 79 35|p:iran 160 99|p:israel 104 45|p:italy 11 20|p:japan 27 13|p:kyiv 3 18|p:linux 132 25
|p:loire 1 39|p:lunar_new_year 15 7|p:mexico 48 29|p:middle_east 10 13|p:moscow 6 13|p:nasa 13 24
|p:national_assembly 1 14|p:new_york 23 9|p:nigeria 12 3|p:north_korea 16 10|p:pakistan 28 9|p:palestin 36 14
|p:pentagon 21 15|p:peru 11 9|p:philippines 10 2|p:ramadan 16 13|p:russia 116 83|p:seine 0 12|p:senegal 1 10
|p:south_africa 11 3|p:south_korea 33 12|p:spain 16 15|p:sudan 12 7|p:sweden 4 12|p:switzerland 8 15|p:syria 27 3
|p:tehran 15 22|p:texas 12 2|p:uae 10 3|p:ukraine 99 89|p:united_nations 22 12|p:united_states 375 208
|p:venezuela 28 8|p:west_bank 21 9|p:white_house 16 4|p:winter_olympics 25 71|pct:10 11 8|pct:15 11 9|pct:40 3 11
|usd:1e9 12 4|w:3d 25 5|w:3dprinting 46 0|w:3dthursday 45 0|w:4k 10 2|w:5g 0 20|w:9to5mac 13 0|w:access 15 0
|w:across 11 0|w:act 19 5|w:action 11 4|w:actually 14 0|w:adafruit 17 0|w:adds 14 0|w:affaire 0 40|w:again 10 0
|w:ahead 13 0|w:air 22 12|w:airpods 12 6|w:altman 8 13|w:amazon 39 36|w:amd 37 10|w:amid 27 0|w:analysis 11 0
|w:analytics 10 1|w:andrew 59 27|w:android 43 25|w:angers 0 10|w:anthropic 45 42|w:anti 10 0|w:api 48 7
|w:apple 387 98|w:arc 8 12|w:archive 48 1|w:arduino 10 3|w:arnault 0 29|w:artemis 8 14|w:assemblee 0 11
|w:atlantique 0 11|w:aws 11 2|w:back 24 0|w:backed 11 0|w:bad 11 2|w:base 13 3|w:based 18 0|w:bbc 17 1|w:beat 10 0
|w:being 10 0|w:benfica 8 13|w:beta 25 1|w:better 10 0|w:beyond 10 0|w:biathlon 0 11|w:big 33 2|w:bill 20 10
|w:billion 14 0|w:binance 11 4|w:bleus 0 23|w:board 27 0|w:boost 13 4|w:bordeaux 0 10|w:brings 16 0|w:bros 23 19
|w:built 63 0|w:business 38 2|w:businesses 11 0|w:call 10 2|w:capital 20 2|w:carplay 16 3|w:cert 0 21|w:cesar 1 15
|w:chain 15 0|w:change 11 0|w:changelog 25 0|w:charles 6 14|w:chatgpt 47 22|w:chrome 16 19|w:cisa 12 0|w:claude 78 38
|w:cli 33 1|w:clinton 11 9|w:code 0 15|w:codex 24 3|w:coinbase 15 6|w:coming 15 0|w:companies 14 1|w:company 17 2
|w:conseil 0 23|w:context 11 0|w:control 14 2|w:copilot 42 7|w:coup 0 11|w:creator 12 1|w:critical 15 0|w:ctf 23 0
|w:cyber 11 5|w:daily 30 0|w:database 45 0|w:deck 15 9|w:decrypt 17 0|w:deep 11 1|w:defi 19 8|w:dell 10 2
|w:deranque 3 143|w:design 15 1|w:desloges 0 10|w:development 10 0|w:device 11 0|w:devices 11 0|w:digital 16 5
|w:discord 18 10|w:disney 9 15|w:docker 16 2|w:domoticz 22 0|w:domotique 0 17|w:don 21 0|w:donald 8 70|w:dragon 10 2
|w:drive 10 2|w:duterte 10 1|w:early 14 0|w:edge 13 7|w:edition 13 26|w:elon 13 21|w:emmanuel 2 47|w:engine 12 0
|w:engineering 11 0|w:enterprise 12 0|w:eric 10 12|w:etat 0 28|w:etf 19 19|w:etfs 19 0|w:eth 16 9|w:ethereum 32 27
|w:event 12 1|w:ex 10 1|w:experts 11 0|w:exposed 13 0|w:facebook 6 10|w:fcg 0 16|w:february 66 3|w:ficoba 0 11
|w:figure 11 2|w:finally 10 0|w:financial 10 2|w:find 16 1|w:finds 10 0|w:firefox 12 9|w:fix 18 0|w:fixes 11 0
|w:focus 10 4|w:form 24 1|w:former 26 1|w:foundation 12 1|w:fr 0 22|w:framework 11 0|w:free 56 15|w:future 13 1
|w:galaxy 29 33|w:game 0 15|w:garde 0 16|w:garonne 1 21|w:gemini 32 29|w:giant 10 1|w:gironde 0 13|w:github 213 2
|w:give 12 0|w:global 26 2|w:go 25 11|w:good 11 0|w:google 94 120|w:gpu 18 4|w:gpus 10 0|w:grenoble 0 36|w:grok 10 11
|w:group 24 5|w:ha 15 1|w:hardware 12 0|w:haute 0 10|w:hautes 0 10|w:hidden 10 0|w:high 14 1|w:hit 10 0
|w:holdings 12 1|w:hollywood 11 7|w:homegenie 10 0|w:hugging 10 0|w:ice 23 6|w:ii 9 17|w:improvements 12 0|w:inc 10 0
|w:index 10 0|w:infrastructure 10 1|w:inside 37 0|w:instagram 8 10|w:intel 29 5|w:intelligence 21 2|w:internet 15 12
|w:ios 24 5|w:iot 26 3|w:ipad 24 5|w:iphone 78 43|w:isere 0 44|w:isn 11 0|w:jack 8 23|w:jackson 22 7|w:jean 0 24
|w:jeffrey 13 15|w:jesse 23 7|w:jeune 0 17|w:jeux 0 14|w:kalshi 12 1|w:kde 13 2|w:keep 11 1|w:key 13 0|w:kim 13 8
|w:kingdoms 2 10|w:knight 3 10|w:labour 13 0|w:labs 13 5|w:lake 13 1|w:lang 1 18|w:latest 13 0|w:laurent 0 16
|w:lead 11 0|w:leader 12 0|w:leaders 12 0|w:leadership 12 0|w:learned 15 0|w:learning 12 0|w:led 14 4|w:let 12 0
|w:lfi 0 73|w:life 18 3|w:ligue 0 12|w:like 13 2|w:line 13 0|w:linked 10 1|w:local 16 0|w:looks 12 0|w:lot 2 10
|w:low 16 0|w:luc 0 10|w:lune 0 12|w:lwn 10 0|w:lyon 4 93|w:mac 44 10|w:macbook 61 15|w:machine 11 0|w:macos 30 1
|w:macron 17 53|w:made 14 0|w:madrid 6 15|w:maine 0 31|w:maison 0 14|w:major 21 1|w:making 17 0|w:malicious 12 0
|w:management 11 0|w:march 53 1|w:mark 14 7|w:market 27 3|w:marketing 10 1|w:markets 20 1|w:marseille 3 23|w:max 15 8
|w:mcp 47 0|w:meet 10 0|w:melenchon 0 22|w:mencho 21 16|w:meta 38 39|w:meteo 0 11|w:michael 10 4|w:microsoft 108 59
|w:million 32 0|w:mistral 4 11|w:mobile 9 10|w:modern 18 0|w:modi 10 5|w:monaco 3 19|w:monitoring 10 0
|w:mountbatten 16 1|w:move 13 0|w:multi 14 0|w:multiples 0 75|w:municipales 0 64|w:musk 20 22|w:nano 12 10
|w:nantes 0 10|w:naps 0 12|w:need 13 0|w:net 10 1|w:netflix 26 48|w:news 21 1|w:newsletter 12 0|w:nice 1 11
|w:nicolas 2 14|w:nils 0 12|w:nintendo 8 13|w:nord 0 15|w:nunez 0 13|w:nvidia 40 29|w:office 12 2|w:offsec 42 0
|w:oled 13 8|w:om 1 12|w:online 14 2|w:openai 99 44|w:openclaw 60 16|w:orange 2 12|w:ouest 0 42|w:own 15 0
|w:paramount 21 20|w:paris 14 71|w:part 10 0|w:paty 0 11|w:paul 4 20|w:pc 0 23|w:pdf 12 2|w:pedro 3 20|w:people 16 0
|w:performance 18 0|w:perplexity 10 7|w:personal 13 0|w:peter 10 5|w:pi 27 18|w:pierre 0 13|w:plans 12 1
|w:platform 19 1|w:play 10 3|w:pokemon 16 37|w:policy 13 2|w:power 18 5|w:powered 11 0|w:prediction 13 1
|w:pressure 10 0|w:prime 7 11|w:private 11 0|w:pro 82 56|w:problem 11 0|w:product 17 1|w:production 10 0
|w:project 11 5|w:protocol 13 0|w:psg 3 30|w:public 12 1|w:python 34 3|w:q4 27 5|w:quentin 4 202|w:ram 26 20
|w:raphael 0 32|w:raspberry 26 22|w:real 38 16|w:remote 13 1|w:research 10 2|w:resident 7 10|w:rhone 0 14
|w:right 12 0|w:ring 18 2|w:rn 0 19|w:robert 13 11|w:rubio 10 3|w:rules 11 0|w:run 12 1|w:running 13 1|w:rust 36 3
|w:saint 1 22|w:salon 0 20|w:sam 10 13|w:samsung 40 42|w:samuel 1 11|w:savoie 0 25|w:sec 12 5|w:see 18 0
|w:seixas 0 10|w:self 13 0|w:service 19 1|w:set 11 1|w:shein 6 14|w:siri 18 3|w:small 10 0|w:smart 24 2|w:so 17 3
|w:social 10 1|w:solana 14 6|w:sony 11 14|w:sophie 0 10|w:sports 13 5|w:spotify 10 4|w:standard 10 2|w:starmer 12 0
|w:state 17 0|w:steam 26 11|w:stellantis 1 10|w:strategy 23 6|w:strikes 14 0|w:studio 23 6|w:suivez 0 11|w:super 17 4
|w:supply 10 0|w:sydney 13 0|w:system 18 0|w:targets 12 0|w:tech 39 9|w:telegram 13 6|w:tesla 12 34|w:them 14 0
|w:thing 15 0|w:things 10 5|w:think 13 1|w:ties 10 0|w:tiktok 7 15|w:tim 12 4|w:time 27 0|w:today 10 0|w:tool 30 0
|w:tools 26 0|w:tour 2 15|w:treasury 15 2|w:trump 274 128|w:turn 15 0|w:tv 0 25|w:ui 19 1|w:ultra 10 19
|w:undernews 0 18|w:us 6 21|w:usd 17 1|w:use 34 0|w:using 24 0|w:valve 15 3|w:verified 10 0|w:vinicius 10 15
|w:vision 12 1|w:visual 10 3|w:vpn 13 22|w:vulkan 15 0|w:wants 14 0|w:warner 0 26|w:washington 6 20|w:watch 28 4
|w:web 18 4|w:weekly 19 0|w:whatsapp 11 14|w:windows 25 13|w:windsor 17 1|w:work 29 0|w:working 10 0|w:works 10 0
|w:xbox 18 20|w:xiaomi 3 36|w:xrp 17 7|w:yoon 17 8|w:youtube 20 13|w:zero 22 2|w:zuckerberg 15 9`,
}
